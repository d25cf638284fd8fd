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

    private readonly object _gate = new();
    private nint _communicator;
    private volatile bool _isAborted;

    /// <summary>The process's NCCL.</summary>
    public static NcclLibrary Nccl => NcclLocator.Library;

    /// <summary>Whether it has been given up.</summary>
    public bool IsAborted => _isAborted;

    /// <summary>Begins to make it, with the rank's GPU current.</summary>
    /// <exception cref="NcclException">It cannot be made.</exception>
    public void Begin(NcclUniqueId id)
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

    /// <summary>Enqueues sends and receives as one group.</summary>
    /// <exception cref="NcclException">They cannot be enqueued.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public void Enqueue(List<Message> sends, List<Message> receives, string step)
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

    /// <summary>Whether what was begun on the host is done.</summary>
    /// <exception cref="NcclException">It failed, or the communicator has.</exception>
    /// <exception cref="InvalidOperationException">The communicator has been given up.</exception>
    public bool IsReady(string step)
    {
        lock (_gate)
        {
            ThrowIfAborted();
            int state;
            Check(Nccl.CommGetAsyncError(_communicator, &state), step);
            Check(state, step);
            return state == NcclResult.Success;
        }
    }

    /// <summary>
    /// Begins to end it: waits, on <see cref="IsReady"/>, for what is enqueued, here and on the other ranks.
    /// </summary>
    public void Finalise()
    {
        lock (_gate)
        {
            ThrowIfAborted();
            Check(Nccl.CommFinalize(_communicator), "finalising");
        }
    }

    /// <summary>Frees it, once it is finalised.</summary>
    public void Destroy()
    {
        lock (_gate)
        {
            ThrowIfAborted();
            _isAborted = true;
            Check(Nccl.CommDestroy(_communicator), "destroying");
        }
    }

    /// <summary>Gives it up: what it does on the GPU ends, undone. Twice is harmless.</summary>
    public void Abort()
    {
        bool isFree = Monitor.TryEnter(_gate, CallPatience);
        try
        {
            if (_isAborted || _communicator == 0)
                return;
            _isAborted = true;
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

    private int Post(delegate* unmanaged<nint, nuint, int, int, nint, nint, int> call, in Message message)
        => call(
            message.Data,
            (nuint)message.Bytes,
            NcclLibrary.Byte,
            message.Peer,
            _communicator,
            ((CudaStream)message.Stream).Use());

    private void Check(int result, string step)
        => Nccl.Check(result, _communicator, $"in step '{step}' of rank {rank}");

    private void ThrowIfAborted()
    {
        if (_isAborted || _communicator == 0)
        {
            throw new InvalidOperationException(
                "The communicator was given up when a run failed. Dispose of the group and make another.");
        }
    }
}
