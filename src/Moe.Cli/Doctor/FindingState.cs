namespace Moe.Cli;

/// <summary>How a thing stands.</summary>
internal enum FindingState
{
    /// <summary>It is there and works.</summary>
    Ok,

    /// <summary>It is not there, and is not needed on this machine.</summary>
    Unneeded,

    /// <summary>It works, but not as well as it could.</summary>
    Warning,

    /// <summary>GPU ranks cannot run without it.</summary>
    Missing,
}
