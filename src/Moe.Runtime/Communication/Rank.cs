using System.Text;

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

    /// <summary>Meets the other ranks, which have devices of the same kind, and connects to them.</summary>
    /// <exception cref="RankMismatchException">They have not.</exception>
    internal void Connect()
    {
        var kinds = Array.ConvertAll(
            Control.AllGather("join", Encoding.UTF8.GetBytes(Device is CudaDevice ? "a GPU" : "the CPU")),
            Encoding.UTF8.GetString);
        int other = Array.FindIndex(kinds, kind => kind != kinds[0]);
        if (other >= 0)
            throw new RankMismatchException($"Rank 0 has {kinds[0]} as its device, rank {other} {kinds[other]}.");
        if (Communicator is NcclCommunicator nccl)
            nccl.Connect(this);
    }
}
