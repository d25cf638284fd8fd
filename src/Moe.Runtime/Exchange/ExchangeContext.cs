using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>What every step of an exchange works with.</summary>
/// <param name="Rank">This rank.</param>
/// <param name="Routing">The routing.</param>
/// <param name="Stream">What the exchange's work is ordered on.</param>
/// <param name="Side">For what goes on beside an exchange; <see cref="Fork"/> and <see cref="Join"/> order it.</param>
/// <param name="Shape">What the ranks agreed on.</param>
/// <param name="Pool">Where device memory comes from and goes back to.</param>
/// <param name="HostPool">Where memory for reading back comes from and goes back to.</param>
/// <param name="Events">Where events come from and go back to.</param>
/// <param name="ExpertBase">[R + 1] the first of each rank's experts among all, on the device.</param>
/// <param name="Probe">Told what is done.</param>
internal sealed record ExchangeContext<TRouting>(
    Rank Rank,
    TRouting Routing,
    DeviceStream Stream,
    DeviceStream Side,
    ExchangeShape Shape,
    DeviceMemoryPool Pool,
    DeviceMemoryPool HostPool,
    DeviceEventPool Events,
    DeviceSpan<int> ExpertBase,
    ExchangeProbe Probe)
    where TRouting : unmanaged, IRouting
{
    /// <summary>Every other rank, rising.</summary>
    public int[] Peers { get; } = [.. Enumerable.Range(0, Shape.Ranks).Where(peer => peer != Shape.Rank)];

    public ICommunicator Communicator => Rank.Communicator;

    /// <summary>Has what is enqueued on the side from now on wait for what the stream was given before.</summary>
    public void Fork() => Side.WaitFor(Stream);

    /// <summary>
    /// Has what the stream is given from now on wait for the side. Memory of the pool may be given back from then on.
    /// </summary>
    public void Join() => Stream.WaitFor(Side);

    /// <summary>The grid of a kernel in which a block takes a row.</summary>
    public LaunchGrid BlockPerRow(long rows) => new(checked((int)rows), Rank.Device.ThreadsPerRow);

    /// <summary>Opens a group of transfers with every peer.</summary>
    public void StartGroup() => Communicator.StartGroup();

    /// <summary>Closes it and enqueues what is in it.</summary>
    /// <param name="step">What a rank that waits here is doing.</param>
    public void EndGroup(RankStep step) => Communicator.EndGroup(step);

    /// <summary>Sends elements to a peer; none, nothing: the peer knows too.</summary>
    public unsafe void Send<T>(DeviceView<T> values, int peer)
        where T : unmanaged
    {
        if (values.Length > 0)
            Communicator.Send((nint)values.Data, (long)values.Length * sizeof(T), peer, Stream);
    }

    /// <summary>Sends rows to a peer; none, nothing: the peer knows too.</summary>
    public unsafe void Send<T>(DeviceRowsView<T> rows, long first, int count, int peer)
        where T : unmanaged
    {
        if (count > 0)
            Communicator.Send((nint)(rows.Data + (first * rows.Width)), (long)count * rows.Width * sizeof(T), peer, Stream);
    }

    /// <summary>Receives elements from a peer; none, nothing: the peer knows too.</summary>
    public unsafe void Receive<T>(DeviceSpan<T> values, int peer)
        where T : unmanaged
    {
        if (values.Length > 0)
            Communicator.Receive((nint)values.Data, (long)values.Length * sizeof(T), peer, Stream);
    }

    /// <summary>Receives rows from a peer; none, nothing: the peer knows too.</summary>
    public unsafe void Receive<T>(DeviceRowsSpan<T> rows, long first, int count, int peer)
        where T : unmanaged
    {
        if (count > 0)
        {
            Communicator.Receive(
                (nint)(rows.Data + (first * rows.Width)), (long)count * rows.Width * sizeof(T), peer, Stream);
        }
    }
}
