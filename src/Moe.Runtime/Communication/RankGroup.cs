using System.Runtime.ExceptionServices;

namespace Moe.Runtime;

/// <summary>
/// R ranks that run one program together, each on a thread of its own with a device of its own. They are threads of
/// this process, or, in a group made by <see cref="Join"/>, processes of which each holds one.
/// </summary>
public sealed class RankGroup : IDisposable
{
    private readonly RankBoard _board;
    private readonly Rank[] _ranks;
    private readonly JoinedRank? _joined;
    private int _isRunning;
    private bool _isDisposed;

    private RankGroup(RankBoard board, Func<int, Device> createDevice, Func<int, Device, ICommunicator> connect)
    {
        _board = board;
        var gathering = new InProcessGathering(board);
        _ranks = new Rank[board.Size];
        int made = 0;
        try
        {
            for (; made < _ranks.Length; made++)
            {
                _ranks[made] = MakeRank(
                    made, createDevice(made), connect, new InProcessControlChannel(made, gathering));
            }
        }
        catch
        {
            End(_ranks.AsSpan(0, made));
            throw;
        }
    }

    private RankGroup(JoinedRank joined, Device device)
    {
        _board = joined.Board;
        _joined = joined;
        int rank = joined.Rendezvous.Rank;
        _ranks =
        [
            MakeRank(
                rank,
                device,
                (_, taken) => joined.CreateCommunicator(taken),
                new JoinedControlChannel(rank, joined.Board)),
        ];
    }

    /// <summary>How many ranks there are, R.</summary>
    public int Size => _board.Size;

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
            ThrowIfNoTimeout(value);
            _board.Timeout = value;
        }
    }

    /// <summary>A group whose ranks are threads of this process, each with a <see cref="CpuDevice"/>.</summary>
    /// <param name="ranks">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer ranks than one.</exception>
    public static RankGroup Cpu(int ranks) => Cpu(ranks, checkMemory: false);

    /// <inheritdoc cref="Cpu(int)"/>
    /// <param name="ranks">R, 1 or more.</param>
    /// <param name="checkMemory">Whether the devices watch their memory, and what the exchange's own kernels share.</param>
    internal static RankGroup Cpu(int ranks, bool checkMemory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        return Copying(ranks, _ => new CpuDevice(checkMemory));
    }

    /// <summary>
    /// A group whose ranks are threads of this process, each with a GPU of its own: rank i has GPU i. After a run that
    /// failed the GPUs may be disconnected; make another group to go on.
    /// </summary>
    /// <param name="ranks">R, 1 or more; null means every GPU that the process sees.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are fewer ranks than one, or fewer GPUs than ranks.
    /// </exception>
    /// <exception cref="Compilation.LibraryNotFoundException">
    /// There is no CUDA driver, or for several ranks no NCCL; says what was tried.
    /// </exception>
    /// <exception cref="CudaException">There is no GPU, or one does not work.</exception>
    /// <exception cref="NcclException">The GPUs cannot be connected.</exception>
    public static RankGroup Gpus(int? ranks = null)
    {
        int gpus = CudaDriver.DeviceCount();
        int size = ranks ?? gpus;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(ranks));
        if (size > gpus)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ranks), ranks, $"Each rank has a GPU of its own, and this process sees {gpus}.");
        }

        return size == 1 ? Copying(size, rank => new CudaDevice(rank)) : GpusJoinedByNccl(size);
    }

    /// <inheritdoc cref="Gpus"/>
    internal static RankGroup GpusJoinedByNccl(int ranks)
        => Create(
            ranks,
            rank => new CudaDevice(rank),
            board => (rank, device) => new NcclCommunicator(rank, board, (CudaDevice)device)).Connected();

    /// <summary>A group of ranks that share the GPUs that the process sees, rank by rank in turn.</summary>
    /// <param name="ranks">R, 1 or more.</param>
    /// <inheritdoc cref="Gpus" path="/exception"/>
    internal static RankGroup SharedGpus(int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        int gpus = CudaDriver.DeviceCount();
        return Copying(ranks, rank => new CudaDevice(rank % gpus));
    }

    /// <summary>A group of threads of this process.</summary>
    /// <param name="ranks">R, 1 or more.</param>
    /// <param name="createDevice">Makes a rank's device, on the calling thread.</param>
    /// <param name="connect">Makes what gives a rank on its device its communicator, on the calling thread.</param>
    internal static RankGroup Create(
        int ranks, Func<int, Device> createDevice, Func<RankBoard, Func<int, Device, ICommunicator>> connect)
    {
        var board = new RankBoard(ranks);
        return new RankGroup(board, createDevice, connect(board));
    }

    /// <summary>
    /// Joins the processes that a launcher has started, of which this is one and holds one rank: torchrun's, Slurm's,
    /// Open MPI's or those of <c>moe launch</c>. They meet at the address and port that the launcher's variables name,
    /// guarded by the token in MOE_RENDEZVOUS_TOKEN where there is one, and stay connected: a process that ends is a
    /// <see cref="RankFailedException"/> on all others. In such a group a failure is final; make another group to go
    /// on.
    /// </summary>
    /// <param name="device">
    /// The rank's device, which the group takes over once the ranks have met. Unless given, the GPU of the launcher's
    /// local rank, or the only one that the process sees; a <see cref="CpuDevice"/> where it sees none.
    /// </param>
    /// <param name="timeout">How long to wait for the others, here and later; a minute unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or above 24 days.</exception>
    /// <exception cref="RendezvousException">
    /// The launcher's variables are missing or contradict one another, the port is taken, or the token is another.
    /// </exception>
    /// <exception cref="RankTimeoutException">Not all ranks have come.</exception>
    /// <exception cref="RankMismatchException">
    /// The processes do not agree on who they are, or some have a GPU and some have none.
    /// </exception>
    /// <exception cref="Compilation.LibraryNotFoundException">
    /// There are GPUs, but no NCCL; says what was tried.
    /// </exception>
    /// <exception cref="CudaException">The GPU does not work.</exception>
    /// <exception cref="NcclException">The GPUs cannot be connected.</exception>
    public static RankGroup Join(Device? device = null, TimeSpan? timeout = null)
        => JoinAt(RendezvousVariables.Read(Environment.GetEnvironmentVariable), device, timeout);

    /// <inheritdoc cref="Join"/>
    internal static RankGroup JoinAt(Rendezvous rendezvous, Device? device, TimeSpan? timeout)
    {
        var patience = timeout ?? TimeSpan.FromMinutes(1);
        ThrowIfNoTimeout(patience);
        return Of(JoinedRank.Meet(rendezvous, patience), device).Connected();
    }

    /// <summary>
    /// Runs <paramref name="body"/> once for each rank of this process, all at the same time, and waits for all of
    /// them.
    /// </summary>
    /// <param name="body">What a rank does. It meets the other ranks in the same order as they do.</param>
    /// <exception cref="AggregateException">
    /// Ranks failed, and not all for the same reason. Where there is one reason, what was thrown is thrown on as it is;
    /// a <see cref="RankFailedException"/>, which is a consequence, counts only where nothing else was thrown.
    /// </exception>
    /// <exception cref="RankMismatchException">
    /// The ranks of this process have met in another order, or one has made a call more than another.
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
            _board.EndRun();
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>As <see cref="Run(Action{Rank})"/>, and collects what the ranks return.</summary>
    /// <param name="body">What a rank does.</param>
    /// <returns>What each rank of this process returned, by rank: [R], or [1] in a joined group.</returns>
    /// <inheritdoc cref="Run(Action{Rank})" path="/exception"/>
    public T[] Run<T>(Func<Rank, T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var results = new T[Size];
        Run(rank => { results[rank.Index] = body(rank); });
        return Array.ConvertAll(_ranks, rank => results[rank.Index]);
    }

    /// <summary>
    /// Ends the ranks' streams and devices. In a joined group rank 0, through which the others speak, waits for them to
    /// dispose of the group too, at most for <see cref="Timeout"/>. Twice is harmless.
    /// </summary>
    /// <exception cref="InvalidOperationException">The group is running.</exception>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        if (Volatile.Read(ref _isRunning) != 0)
            throw new InvalidOperationException("The group is running; dispose of it when the run has ended.");
        _isDisposed = true;
        End(_ranks);
        _joined?.Dispose();
    }

    // Ranks whose devices see one another's memory, and so need nothing but copies to communicate.
    private static RankGroup Copying(int ranks, Func<int, Device> createDevice)
        => Create(ranks, createDevice, board =>
        {
            var mail = new InProcessMail(board);
            return (rank, _) => new InProcessCommunicator(rank, mail);
        });

    private static RankGroup Of(JoinedRank joined, Device? device)
    {
        try
        {
            return new RankGroup(joined, device ?? DeviceOf(joined.Rendezvous));
        }
        catch
        {
            joined.Dispose();
            throw;
        }
    }

    // A launcher may let each process see its own GPU alone.
    private static Device DeviceOf(Rendezvous rendezvous) => CudaDevice.Count switch
    {
        0 => new CpuDevice(),
        1 => new CudaDevice(0),
        _ => new CudaDevice(rendezvous.LocalRank),
    };

    private static void End(ReadOnlySpan<Rank> ranks)
    {
        // Communicators end together, each waiting for the others.
        var errors = new ExceptionDispatchInfo?[ranks.Length];
        var threads = ranks.ToArray().Select((rank, i) => new Thread(() => errors[i] = Catch(rank.Communicator.Dispose))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        foreach (var rank in ranks)
        {
            rank.Stream.Dispose();
            rank.Device.Dispose();
        }

        RankErrors.ThrowIfAny(errors);
    }

    private static void ThrowIfNoTimeout(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(24));
    }

    // The ranks are to be connected before the first of them has work to do.
    private RankGroup Connected()
    {
        try
        {
            Run(rank => rank.Connect());
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // The device and the communicator are the rank's, and end with it also where there is no rank.
    private Rank MakeRank(
        int rank, Device device, Func<int, Device, ICommunicator> connect, IControlChannel control)
    {
        ICommunicator? communicator = null;
        try
        {
            communicator = connect(rank, device);
            return new Rank(this, rank, device, communicator, control);
        }
        catch
        {
            using (device)
                communicator?.Dispose();
            throw;
        }
    }

    private ExceptionDispatchInfo? RunRank(Action<Rank> body, Rank rank)
    {
        var error = Catch(() =>
        {
            body(rank);
            _board.Leave(rank.Index);
        });
        if (error is not null)
            _board.Fail(rank.Index, error.SourceException);
        return error;
    }

    private static ExceptionDispatchInfo? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is belongs to the caller of Run or Dispose, on another thread.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(error);
        }
    }
}
