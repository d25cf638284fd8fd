namespace Moe.Runtime;

/// <summary>
/// Where each rank stands, and the one lock that ranks wait on for one another. The first thing that goes wrong in a
/// run is its fault: whoever waits, or comes later, is told of it, so that no wait is endless. This one is for ranks of
/// this process; see <see cref="JoinedBoard"/>.
/// </summary>
internal class RankBoard
{
    // How many of the latest steps are compared: more than NCCL's communicator enqueues before it waits for a peer.
    private const int Compared = 256;

    private readonly (long Arrival, int Rank, RankStep Step)[] _firstToCome = new (long, int, RankStep)[Compared];
    private readonly RankStep[] _steps;
    private readonly bool[] _isPresent;
    private readonly long[] _arrivals;
    private RankFault? _fault;

    public RankBoard(int size)
    {
        _steps = new RankStep[size];
        _isPresent = new bool[size];
        _arrivals = new long[size];
    }

    /// <summary>
    /// A run begins: forget what an earlier one has left. Says whether the one before failed. Raised under the lock.
    /// </summary>
    public event Action<bool>? Beginning;

    /// <summary>How many ranks there are, R.</summary>
    public int Size => _steps.Length;

    /// <summary>Guards the board and all that ranks hand one another.</summary>
    public object Gate { get; } = new();

    /// <summary>How long a rank waits for another.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>All ranks start, and nothing has gone wrong.</summary>
    public virtual void Begin()
    {
        lock (Gate)
        {
            Array.Fill(_steps, new RankStep("start"));
            Array.Fill(_isPresent, true);
            Array.Clear(_arrivals);
            Array.Clear(_firstToCome);
            bool hasFailed = _fault is not null;
            _fault = null;
            Beginning?.Invoke(hasFailed);
        }
    }

    /// <summary>A rank's body has returned.</summary>
    public virtual void Leave(int rank)
    {
        lock (Gate)
        {
            SetPresent(rank, false);
        }
    }

    /// <summary>
    /// All bodies have returned, without an error. Throws if a rank has made more calls than another: what it has sent
    /// would be taken for what the next run sends.
    /// </summary>
    /// <exception cref="RankMismatchException">It has.</exception>
    public virtual void EndRun()
    {
        lock (Gate)
        {
            int most = Array.IndexOf(_arrivals, _arrivals.Max());
            int least = Array.IndexOf(_arrivals, _arrivals.Min());
            if (_fault is not null || most == least)
                return;
            Blame(RankFault.Mismatch(
                $"The run has ended, but rank {most} has come to {_arrivals[most]} steps, the last of them "
                + $"'{_steps[most]}', and rank {least} to {_arrivals[least]}: all ranks make the same calls."));
            ThrowIfAtFault();
        }
    }

    /// <summary>A rank's body has thrown.</summary>
    public void Fail(int rank, Exception cause)
    {
        lock (Gate)
        {
            _isPresent[rank] = false;
            RankStep step = _steps[rank];
            Blame(RankFault.Failed(rank, step, cause));
        }
    }

    /// <summary>
    /// A rank comes to a step. Called under the lock; throws what has gone wrong before, or that another rank came to
    /// another step in its place.
    /// </summary>
    /// <returns>How many steps of the run it has come to; all ranks come to the same, in the same order.</returns>
    public virtual long Arrive(int rank, RankStep step)
    {
        if (!_isPresent[rank])
            throw new InvalidOperationException($"Rank {rank} came to step '{step}' outside of RankGroup.Run.");
        ThrowIfAtFault();
        See(rank, step, _arrivals[rank] + 1);
        ref var first = ref _firstToCome[_arrivals[rank] % Compared];
        if (first.Arrival < _arrivals[rank])
            first = (_arrivals[rank], rank, step);
        Compare(rank, step, _arrivals[rank]);
        ThrowIfAtFault();
        return _arrivals[rank];
    }

    /// <summary>Until when a wait that begins now may last.</summary>
    public long Deadline() => Environment.TickCount64 + (long)Math.Ceiling(Timeout.TotalMilliseconds);

    /// <summary>
    /// Waits until something changes. Called under the lock, again and again until what the rank waits for has
    /// happened; if something has gone wrong before that, throws it.
    /// </summary>
    /// <param name="step">Where it waits.</param>
    /// <param name="deadline">What <see cref="Deadline"/> said when it began to wait.</param>
    /// <param name="missing">The ranks for which it waits, rising.</param>
    public void Wait(RankStep step, long deadline, List<int> missing)
    {
        ThrowIfAtFault();
        long rest = deadline - Environment.TickCount64;
        if (rest <= 0)
            BlameMissing($"After {Timeout.TotalSeconds:0.###} s in step '{step}'", missing);
        else if (HaveLeft(missing))
            BlameMissing($"In step '{step}'", missing.FindAll(rank => !_isPresent[rank]));
        ThrowIfAtFault();
        Monitor.Wait(Gate, (int)rest);
    }

    /// <summary>
    /// What devices do in a step has not come to its end within <see cref="Timeout"/>. Called under the lock.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="arrival">What <see cref="Arrive"/> returned for it.</param>
    public void BlameUnfinished(RankStep step, long arrival)
    {
        var late = Enumerable.Range(0, Size).Where(rank => _arrivals[rank] < arrival).ToList();
        string where = $"After {Timeout.TotalSeconds:0.###} s in step '{step}'";
        if (late.Count > 0)
            BlameMissing(where, late);
        else
            Blame(RankFault.Timeout([], $"{where}: all ranks have come, but their devices have not finished it."));
    }

    /// <summary>Whether something has gone wrong in this run.</summary>
    public bool IsAtFault
    {
        get
        {
            lock (Gate)
                return _fault is not null;
        }
    }

    /// <summary>
    /// Something has gone wrong: unless something has before, all ranks are told. Called under the lock.
    /// </summary>
    public virtual void Blame(RankFault fault) => TryFault(fault);

    /// <summary>Throws what has gone wrong in this run. Called under the lock.</summary>
    public void ThrowIfAtFault()
    {
        if (_fault is not null)
            throw _fault.ToException();
    }

    /// <summary>The step in which a rank was last seen. Called under the lock.</summary>
    protected RankStep StepOf(int rank) => _steps[rank];

    /// <summary>A rank was seen in a step, the how-manieth of its run. Called under the lock.</summary>
    protected void See(int rank, RankStep step, long arrivals)
    {
        _steps[rank] = step;
        _arrivals[rank] = arrivals;
    }

    /// <summary>
    /// Blames ranks that have come to different steps, as their how-manieth. Called under the lock, when a rank has come
    /// to a step or was heard to; where the others are not so far yet, they will be compared with it.
    /// </summary>
    protected void Compare(int rank, RankStep step, long arrival)
    {
        var first = _firstToCome[arrival % Compared];

        // Of a rank in another process only the step's words are known; words cost memory.
        if (first.Arrival != arrival || first.Step == step || first.Step.ToString() == step.ToString())
            return;
        Blame(RankFault.Mismatch(
            $"Rank {first.Rank} is at step '{first.Step}', rank {rank} at step '{step}': all ranks meet in the same "
            + "order."));
    }

    /// <summary>A rank has begun a run, or ended it. Called under the lock.</summary>
    protected void SetPresent(int rank, bool isPresent)
    {
        _isPresent[rank] = isPresent;
        Monitor.PulseAll(Gate);
    }

    /// <summary>Makes it the run's fault, unless there is one. Called under the lock.</summary>
    /// <returns>Whether it is.</returns>
    protected bool TryFault(RankFault fault)
    {
        if (_fault is not null)
            return false;
        _fault = fault;
        Monitor.PulseAll(Gate);
        return true;
    }

    private bool HaveLeft(List<int> missing)
    {
        foreach (int rank in missing)
        {
            if (!_isPresent[rank])
                return true;
        }

        return false;
    }

    private void BlameMissing(string where, List<int> missing)
    {
        int[] ranks = [.. missing];
        string message = $"{where}: {string.Join("; ", ranks.Select(Describe))}.";
        Blame(RankFault.Timeout(ranks, message));
    }

    private string Describe(int rank)
        => $"rank {rank} has {(_isPresent[rank] ? "not come" : "left")}, last seen in step '{_steps[rank]}'";
}
