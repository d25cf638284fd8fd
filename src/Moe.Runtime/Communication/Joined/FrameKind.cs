namespace Moe.Runtime;

/// <summary>What a <see cref="Frame"/> says.</summary>
internal enum FrameKind : byte
{
    /// <summary>The hub: all ranks have come.</summary>
    Welcome,

    /// <summary>The hub: this process is not let in; the text says why.</summary>
    Refused,

    /// <summary>The rank comes to the step in the text, the how-manieth is the number.</summary>
    Step,

    /// <summary>The rank's part of a gathering in the step in the text.</summary>
    Gather,

    /// <summary>A message from device to device.</summary>
    Data,

    /// <summary>The rank has ended the run of the number.</summary>
    Left,

    /// <summary>The rank has found a fault, which is the payload.</summary>
    Fault,

    /// <summary>The rank's group is disposed: its connection is about to close.</summary>
    Goodbye,

    /// <summary>The hub: the rank's connection has closed without a goodbye.</summary>
    Lost,
}
