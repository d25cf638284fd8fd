namespace Moe.Runtime;

/// <summary>One of the R members of a <see cref="RankGroup"/>: a thread of its own with a device of its own.</summary>
public sealed class Rank
{
    internal Rank(
        RankGroup group, int index, Device device, ICommunicator communicator, IControlChannel control)
    {
        Group = group;
        Index = index;
        Device = device;
        Stream = device.CreateStream();
        Communicator = communicator;
        Control = control;
    }

    /// <summary>Which rank it is, 0 to R - 1.</summary>
    public int Index { get; }

    /// <summary>How many ranks there are, R.</summary>
    public int Size => Group.Size;

    /// <summary>The ranks together.</summary>
    public RankGroup Group { get; }

    /// <summary>The rank's device. The group owns it.</summary>
    public Device Device { get; }

    /// <summary>The rank's own stream. The group owns it.</summary>
    public DeviceStream Stream { get; }

    internal ICommunicator Communicator { get; }

    internal IControlChannel Control { get; }
}
