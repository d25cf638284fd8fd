using System.Runtime.ExceptionServices;

namespace Moe.Runtime;

/// <summary>R ranks that run one program together, each on a thread of its own with a device of its own.</summary>
public sealed class RankGroup : IDisposable
{
    private readonly RankBoard _board;
    private readonly Rank[] _ranks;
    private int _isRunning;
    private bool _isDisposed;

    private RankGroup(RankBoard board, Func<RankGroup, int, Rank> createRank)
    {
        _board = board;
        _ranks = new Rank[board.Size];
        for (int i = 0; i < _ranks.Length; i++)
            _ranks[i] = createRank(this, i);
    }

    /// <summary>How many ranks there are, R.</summary>
    public int Size => _ranks.Length;

    /// <summary>
    /// How long a rank waits for another before all of them get a <see cref="RankTimeoutException"/>; a minute unless
    /// set. Make it longer to step through a rank in a debugger.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or above 24 days.</exception>
    public TimeSpan Timeout
    {
        get => _board.Timeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(24));
            _board.Timeout = value;
        }
    }

    /// <summary>A group whose ranks are threads of this process, each with a <see cref="CpuDevice"/>.</summary>
    /// <param name="ranks">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer ranks than one.</exception>
    public static RankGroup Cpu(int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        var board = new RankBoard(ranks);
        var mail = new InProcessMail(board);
        var gathering = new InProcessGathering(board);
        return new RankGroup(board, (group, index) => new Rank(
            group,
            index,
            new CpuDevice(),
            new InProcessCommunicator(index, mail),
            new InProcessControlChannel(index, gathering)));
    }

    /// <summary>Runs <paramref name="body"/> once for each rank, all at the same time, and waits for all of them.</summary>
    /// <param name="body">What a rank does. It meets the other ranks in the same order as they do.</param>
    /// <exception cref="AggregateException">
    /// Ranks failed, and not all for the same reason. Where there is one reason, what was thrown is thrown on as it is;
    /// a <see cref="RankFailedException"/>, which is a consequence, counts only where nothing else was thrown.
    /// </exception>
    /// <exception cref="InvalidOperationException">The group is running.</exception>
    /// <exception cref="ObjectDisposedException">The group is disposed.</exception>
    public void Run(Action<Rank> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
            throw new InvalidOperationException("The group is running; another run can begin when this one has ended.");

        try
        {
            _board.Begin();
            var errors = new ExceptionDispatchInfo?[Size];
            var threads = Array.ConvertAll(_ranks, rank => new Thread(() => errors[rank.Index] = RunRank(body, rank))
            {
                Name = $"Rank {rank.Index}",
                IsBackground = true,
            });
            foreach (var thread in threads)
                thread.Start();
            foreach (var thread in threads)
                thread.Join();
            RankErrors.ThrowIfAny(errors);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>As <see cref="Run(Action{Rank})"/>, and collects what the ranks return.</summary>
    /// <param name="body">What a rank does.</param>
    /// <returns>[R] what each rank returned, by rank.</returns>
    /// <inheritdoc cref="Run(Action{Rank})" path="/exception"/>
    public T[] Run<T>(Func<Rank, T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var results = new T[Size];
        Run(rank => { results[rank.Index] = body(rank); });
        return results;
    }

    /// <summary>Ends the ranks' streams and devices. Twice is harmless.</summary>
    /// <exception cref="InvalidOperationException">The group is running.</exception>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        if (Volatile.Read(ref _isRunning) != 0)
            throw new InvalidOperationException("The group is running; dispose of it when the run has ended.");
        _isDisposed = true;
        foreach (var rank in _ranks)
        {
            rank.Stream.Dispose();
            rank.Device.Dispose();
        }
    }

    private ExceptionDispatchInfo? RunRank(Action<Rank> body, Rank rank)
    {
        try
        {
            body(rank);
            _board.Leave(rank.Index);
            return null;
        }
#pragma warning disable CA1031 // Whatever the body throws belongs to the caller of Run, on another thread.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _board.Fail(rank.Index, error);
            return ExceptionDispatchInfo.Capture(error);
        }
    }
}
