using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>
/// The communicator of a rank with a GPU of its own. A group is enqueued and not waited for; a thread watches how far
/// the rank and its GPU have come, and where a rank has failed, or has not come in time, gives the communicator up, so
/// that what waits for NCCL or the GPU goes on and is told so.
/// </summary>
internal sealed unsafe class NcclCommunicator : GroupCommunicator
{
    // NCCL takes no more in one group.
    private const int MaxOperations = 2048;

    // How often the GPU is looked at, and how long the ranks may take to say who failed before NCCL's own word counts.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Hearsay = TimeSpan.FromSeconds(2);

    // How often nothing is seen before the watcher sleeps: to wake it costs the rank's thread more than a group does.
    private const int Glances = 100;

    private static readonly RankStep Connecting = "NCCL: connect";
    private static readonly RankStep Ending = "NCCL: end";

    private readonly CudaDevice _device;
    private readonly NcclHandle _handle;
    private readonly NcclGroupWatch _watch;
    private readonly object _work = new();
    private volatile bool _isEnding;
    private volatile bool _isLost;
    private Thread? _watcher;

    public NcclCommunicator(int rank, RankBoard board, CudaDevice device)
        : base(rank, board)
    {
        _device = device;
        _handle = new NcclHandle(rank, board.Size);
        _watch = new NcclGroupWatch(device);
        board.Beginning += Begin;
    }

    /// <summary>
    /// Meets the other ranks, connects to every one of them, and begins to watch. Called once, by all ranks.
    /// </summary>
    /// <exception cref="NcclException">They cannot be connected.</exception>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    /// <exception cref="RankTimeoutException">A rank has not come.</exception>
    public void Connect(Rank rank)
    {
        _device.Context.MakeCurrent();
        var own = default(NcclUniqueId);
        if (Rank == 0)
            NcclHandle.Nccl.Check(NcclHandle.Nccl.GetUniqueId(&own), 0, "making the ranks' common id");
        var id = NcclUniqueId.Of(rank.Control.AllGather("NCCL: id", Rank == 0 ? own.ToArray() : [])[0]);
        long arrival = Arrive(Connecting);
        _device.AfterWaiting = ThrowIfGivenUp;
        _watcher = new Thread(Watch) { Name = $"NCCL of rank {Rank}", IsBackground = true };
        _watcher.Start();
        Call(Connecting, arrival, self =>
        {
            self._handle.Meet(id);
            while (!self._handle.HasMet(Connecting))
                Thread.Sleep(Glance);
            self._handle.Block(Connecting);
        });
        WarmUp(rank);
    }

    /// <summary>
    /// Ends the communicator together with those of the other ranks, each on a thread of its own; after a fault, gives
    /// it up alone.
    /// </summary>
    public override void Dispose()
    {
        if (_isEnding)
            return;
        if (_watcher is not null && !_handle.IsAborted && !_isLost && !Board.IsAtFault)
            EndTogether();
        _isEnding = true;
        WakeWatcher();
        _watcher?.Join();
        _device.AfterWaiting = null;
        _handle.Abort();
        _watch.Dispose();
    }

    protected override void Exchange(RankStep step)
    {
        if (Sends.Count + Receives.Count > MaxOperations)
        {
            throw new NotSupportedException(
                $"A group of {Sends.Count + Receives.Count} sends and receives is more than NCCL's {MaxOperations}.");
        }

        long arrival = Arrive(step);
        if (Sends.Count + Receives.Count == 0)
            return;
        if (_isLost)
            throw NcclHandle.GivenUp();
        while (_watch.IsFull)
        {
            ThrowIfGivenUp();
            ThrowIfAtFault();
            Thread.Sleep(Glance);
        }

        Call(step, arrival, static self =>
        {
            var stream = (self.Sends.Count > 0 ? self.Sends : self.Receives)[0].Stream;
            self._watch.Before(stream);
            self._handle.Enqueue(self.Sends, self.Receives, self._watch.Step);
            self._watch.After(stream);
        });
    }

    private long Arrive(RankStep step)
    {
        lock (Board.Gate)
            return Board.Arrive(Rank, step);
    }

    private void ThrowIfAtFault()
    {
        lock (Board.Gate)
            Board.ThrowIfAtFault();
    }

    private void ThrowIfGivenUp()
    {
        if (!_handle.IsAborted)
            return;
        ThrowIfAtFault();
        throw NcclHandle.GivenUp();
    }

    // What a failed run has enqueued would meet what the next one enqueues.
    private void Begin(bool isAfterFault)
    {
        Forget();
        if (!isAfterFault || _watch.IsIdle)
            return;
        _isLost = true;
        WakeWatcher();
    }

    // Calls NCCL while the watcher counts the time, and ends the call where it takes too long.
    private void Call(RankStep step, long arrival, Action<NcclCommunicator> call)
    {
        _watch.BeginCall(step, arrival);
        WakeWatcher();
        try
        {
            call(this);
        }
        catch (Exception e)
        {
            if (e is NcclException)
                AwaitHearsay();
            _handle.Abort();
            ThrowIfAtFault();
            throw;
        }
        finally
        {
            _watch.EndCall();
        }
    }

    // The first message between two ranks connects them, which takes long.
    private void WarmUp(Rank rank)
    {
        using var bytes = rank.Device.Allocate<byte>(2L * Size);
        StartGroup();
        for (int peer = 0; peer < Size; peer++)
        {
            Send(bytes.Pointer + peer, 1, peer, rank.Stream);
            Receive(bytes.Pointer + Size + peer, 1, peer, rank.Stream);
        }

        EndGroup("NCCL: warm up");
        rank.Stream.Synchronize();
    }

    private void Watch()
    {
        while (!_isEnding)
        {
            AwaitWork();
            try
            {
                if (_handle.IsAborted)
                    return;
                Look();
            }
            catch (Exception e) when (e is NcclException or CudaException or InvalidOperationException)
            {
                AwaitHearsay();
                lock (Board.Gate)
                    Board.Blame(RankFault.Failed(Rank, _watch.Step, e));
            }

            if (_isLost || Board.IsAtFault)
                _handle.Abort();
        }
    }

    private void AwaitWork()
    {
        for (int glance = 0; glance < Glances; glance++)
        {
            Thread.Sleep(Glance);
            if (!_watch.IsIdle || _isEnding || _isLost)
                return;
        }

        lock (_work)
        {
            while (_watch.IsIdle && !_isEnding && !_isLost)
                Monitor.Wait(_work);
        }
    }

    private void WakeWatcher()
    {
        lock (_work)
            Monitor.Pulse(_work);
    }

    private void Look()
    {
        bool isLate = _watch.Look() > Board.Timeout;
        if (_watch.IsIdle)
            return;
        _handle.ThrowIfFailed(_watch.Step);
        if (isLate)
            BlameUnfinished(_watch.Step, _watch.Arrival);
    }

    private void BlameUnfinished(RankStep step, long arrival)
    {
        lock (Board.Gate)
            Board.BlameUnfinished(step, arrival);
    }

    // NCCL notices that a peer is gone, but not who and why; the control channel is about to say so.
    private void AwaitHearsay()
    {
        long deadline = Environment.TickCount64 + (long)Hearsay.TotalMilliseconds;
        while (!Board.IsAtFault && Environment.TickCount64 < deadline)
            Thread.Sleep(Glance);
    }

    private void EndTogether()
    {
        try
        {
            _device.Context.MakeCurrent();

            // To end it waits for what is enqueued, and must not be given up meanwhile.
            while (!_watch.IsIdle)
            {
                ThrowIfGivenUp();
                ThrowIfAtFault();
                Thread.Sleep(Glance);
            }

            Call(Ending, arrival: 0, static self => self._handle.Destroy(Ending));
        }
        catch (Exception e) when (e is NcclException or CudaException or InvalidOperationException
            or RankFailedException or RankTimeoutException or RankMismatchException)
        {
            // Another rank has gone; what is left is given up.
        }
    }
}
