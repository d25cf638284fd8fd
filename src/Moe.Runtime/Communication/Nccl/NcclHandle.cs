using System.Runtime.CompilerServices;
using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>
/// NCCL's communicator: it is used by its rank's thread and may be aborted by another, which also ends a call that is
/// under way there.
/// </summary>
internal sealed unsafe class NcclHandle(int rank, int size)
{
    // How long a call may be under way before it is held to wait for what only an abort will end.
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(1);

    // How often what is under way is asked for.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();

    // Where NCCL writes it, some time.
    private readonly nint[] _blocking = GC.AllocateArray<nint>(1, pinned: true);
    private nint _communicator;
    private bool _isAborted;

    /// <summary>The process's NCCL.</summary>
    public static NcclLibrary Nccl => NcclLocator.Library;

    /// <summary>Whether it has been given up.</summary>
    public bool IsAborted => Volatile.Read(ref _isAborted);

    /// <summary>What is said to whoever uses it then.</summary>
    public static InvalidOperationException GivenUp()
        => new("The communicator was given up when a run failed. Dispose of the group and make another.");

    /// <summary>
    /// Begins to meet the other ranks, with the rank's GPU current; <see cref="HasMet"/> says when they are all there.
    /// </summary>
    /// <exception cref="NcclException">It cannot be made.</exception>
    public void Meet(NcclUniqueId id)
    {
        lock (_gate)
        {
            var config = NcclConfig.NonBlocking;
            nint communicator;
            int result = Nccl.CommInitRankConfig(&communicator, size, id, rank, &config);
            _communicator = communicator;
            Nccl.Check(result, communicator, $"making the communicator of rank {rank}");
        }
    }

    /// <summary>Whether all ranks have met.</summary>
    /// <exception cref="NcclException">They cannot.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public bool HasMet(RankStep step) => AsynchronousState(step) == NcclResult.Success;

    /// <summary>
    /// Puts a communicator whose calls block in the place of the one that the ranks have met by. A group in a
    /// non-blocking one costs its host a thread, some 80 microseconds; in this one, what it takes to launch a kernel.
    /// </summary>
    /// <exception cref="NcclException">It cannot be made.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public void Block(RankStep step)
    {
        lock (_gate)
        {
            ThrowIfAborted();
            nint meeting = _communicator;
            var config = NcclConfig.Blocking;
            Check(Nccl.CommSplit(meeting, 0, rank, (nint*)Unsafe.AsPointer(ref _blocking[0]), &config), step);

            // It is made as the one that it is split from works, which does not block.
            while (AsynchronousState(step) == NcclResult.InProgress)
                Thread.Sleep(Glance);
            _communicator = _blocking[0];
            Nccl.Check(Nccl.CommDestroy(meeting), 0, $"ending the communicator that rank {rank} met by");
        }
    }

    /// <summary>Enqueues sends and receives as one group.</summary>
    /// <exception cref="NcclException">They cannot be enqueued.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public void Enqueue(List<Message> sends, List<Message> receives, RankStep step)
    {
        lock (_gate)
        {
            ThrowIfAborted();
            Check(Nccl.GroupStart(), step);
            int result = NcclResult.Success;
            foreach (var send in sends)
                result = First(result, Post(Nccl.Send, send));
            foreach (var receive in receives)
                result = First(result, Post(Nccl.Receive, receive));

            // The thread stays in a group until it is closed, even in one that failed.
            int end = Nccl.GroupEnd();
            Check(First(result, end), step);
        }
    }

    /// <summary>
    /// Throws what the communicator has noticed by itself, such as a peer that is gone. While its rank is in a call,
    /// nothing: the call will say so.
    /// </summary>
    /// <exception cref="NcclException">It has failed.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public void ThrowIfFailed(RankStep step)
    {
        if (!Monitor.TryEnter(_gate))
            return;
        try
        {
            if (_communicator != 0)
                AsynchronousState(step);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    /// <summary>Ends it, once what is enqueued is done.</summary>
    public void Destroy(RankStep step)
    {
        lock (_gate)
        {
            ThrowIfAborted();
            Check(Nccl.CommDestroy(_communicator), step);
            Volatile.Write(ref _isAborted, true);
        }
    }

    /// <summary>Gives it up: what it does on the GPU ends, undone. Twice is harmless.</summary>
    public void Abort()
    {
        bool isFree = Monitor.TryEnter(_gate, CallPatience);
        try
        {
            if (_communicator == 0 || Interlocked.Exchange(ref _isAborted, true))
                return;
            _ = Nccl.CommAbort(_communicator);
        }
        finally
        {
            if (isFree)
                Monitor.Exit(_gate);
        }
    }

    // The first that is an error, where one is.
    private static int First(int earlier, int later)
        => earlier is NcclResult.Success or NcclResult.InProgress ? later : earlier;

    private int AsynchronousState(RankStep step)
    {
        lock (_gate)
        {
            ThrowIfAborted();
            int state;
            Check(Nccl.CommGetAsyncError(_communicator, &state), step);
            Check(state, step);
            return state;
        }
    }

    private int Post(delegate* unmanaged<nint, nuint, int, int, nint, nint, int> call, in Message message)
        => call(
            message.Data,
            (nuint)message.Bytes,
            NcclLibrary.Byte,
            message.Peer,
            _communicator,
            ((CudaStream)message.Stream).Use());

    private void Check(int result, RankStep step)
    {
        // Words cost memory, and mostly there is nothing to say.
        if (result is not (NcclResult.Success or NcclResult.InProgress))
            throw Nccl.Error(result, _communicator, $"in step '{step}' of rank {rank}");
    }

    private void ThrowIfAborted()
    {
        if (_isAborted || _communicator == 0)
            throw GivenUp();
    }
}
