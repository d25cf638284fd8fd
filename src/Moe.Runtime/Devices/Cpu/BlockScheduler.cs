using System.Numerics;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Runs kernels whose threads wait for one another. A thread that waits has given way, so one thread of this process
/// runs a whole block: it starts each thread in order, lets a warp go on when its lanes have met, and the block when
/// all its threads have.
/// </summary>
internal sealed class BlockScheduler(SharedMemory shared, MemoryChecker checker, bool watchesDevice)
{
    // A thread that only looks whether another has done its part does so once a round.
    private const int MaxIdleRounds = 10_000;

    private readonly ulong[] _values = new ulong[Warp.Size];
    private readonly int[] _arguments = new int[Warp.Size];
    private CpuThread[] _threads = [];
    private int _count;
    private int _idleRounds;

    /// <summary>Runs every thread of a grid, block after block, x fastest.</summary>
    /// <exception cref="KernelException">Threads wait at places where they cannot meet.</exception>
    public void Run<TLaunch>(TLaunch launch, LaunchGrid grid)
        where TLaunch : struct, IKernelLaunch
    {
        var (blocks, threads) = grid;
        Reserve((int)threads.Count);
        for (int z = 0; z < blocks.Z; z++)
        {
            for (int y = 0; y < blocks.Y; y++)
            {
                for (int x = 0; x < blocks.X; x++)
                {
                    Start(ref launch, grid, new GridSize(x, y, z));
                    while (GoOn(TLaunch.Definition))
                    {
                    }
                }
            }
        }
    }

    private void Reserve(int count)
    {
        _count = count;
        int had = _threads.Length;
        if (had >= count)
            return;
        Array.Resize(ref _threads, count);
        for (int i = had; i < count; i++)
            _threads[i] = new CpuThread(shared, watchesDevice);
    }

    private void Start<TLaunch>(ref TLaunch launch, LaunchGrid grid, GridSize block)
        where TLaunch : struct, IKernelLaunch
    {
        checker.BeginBlock();
        _idleRounds = 0;
        var (_, size) = grid;
        for (int i = 0; i < _count; i++)
        {
            var thread = checker.Running = _threads[i];
            thread.EnterBlock(grid, block);
            thread.MoveTo(i % size.X, i / size.X % size.Y, i / size.X / size.Y);
            thread.Start(ref launch);
        }
    }

    /// <summary>Lets all go on that can.</summary>
    /// <returns>Whether some thread may still wait.</returns>
    private bool GoOn(KernelDefinition kernel)
    {
        bool wentOn = false;
        for (int first = 0; first < _count; first += Warp.Size)
            wentOn |= GoOnInWarp(kernel, first, Math.Min(first + Warp.Size, _count));
        var looking = TakeTurns(ref wentOn);

        var waiting = FirstWaiting(0, _count);
        if (waiting is null)
            return false;

        var elsewhere = FirstWaitingElsewhere(waiting, 0, _count);
        if (elsewhere is null && waiting.Awaited == KernelWait.Block)
        {
            checker.MeetInBlock();
            ResumeAll(0, _count);
            wentOn = true;
        }

        if (wentOn)
            _idleRounds = 0;
        else if (looking is null)
            // All that wait at one warp operation have just gone on, so threads that are stuck wait at two places.
            throw Diverged(kernel, waiting, elsewhere!);
        else if (++_idleRounds == MaxIdleRounds)
            throw Deadlocked(kernel, looking);
        return true;
    }

    private bool GoOnInWarp(KernelDefinition kernel, int first, int end)
    {
        bool wentOn = false;
        while (FirstComplete(kernel, first, end, out uint lanes) is { } operation)
        {
            Apply(operation, kernel, first, end, lanes);
            Resume(first, lanes);
            wentOn = true;
        }

        return wentOn;
    }

    /// <summary>A warp's operation at which all have arrived that it waits for.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="first">The thread that is lane 0.</param>
    /// <param name="end">The thread behind the last lane.</param>
    /// <param name="lanes">One bit for each lane that has arrived there.</param>
    private WarpOperation? FirstComplete(KernelDefinition kernel, int first, int end, out uint lanes)
    {
        for (int i = first; i < end; i++)
        {
            var thread = _threads[i];
            if (!thread.IsWaiting || thread.AwaitedOperation is not { } operation)
                continue;
            if ((thread.OperationMask >> (i - first) & 1) == 0)
                throw LeavesItselfOut(kernel, thread, i - first);
            lanes = LanesWith(thread, first, end);
            if (lanes != 0)
                return operation;
        }

        lanes = 0;
        return null;
    }

    /// <summary>The lanes of a thread's mask that have not returned; none where one of them waits elsewhere.</summary>
    private uint LanesWith(CpuThread thread, int first, int end)
    {
        uint lanes = 0;
        for (int i = first; i < end; i++)
        {
            var other = _threads[i];
            if (!other.IsWaiting || (thread.OperationMask >> (i - first) & 1) == 0)
                continue;
            if (!other.WaitsWith(thread))
                return 0;
            lanes |= 1u << (i - first);
        }

        return lanes;
    }

    /// <summary>Gives each thread a turn that waits for its next.</summary>
    /// <param name="wentOn">Set where one did not come back to where it was.</param>
    /// <returns>One that did.</returns>
    private CpuThread? TakeTurns(ref bool wentOn)
    {
        CpuThread? looking = null;
        for (int i = 0; i < _count; i++)
        {
            var thread = _threads[i];
            if (!thread.IsWaiting || thread.Awaited != KernelWait.Turn)
                continue;
            var (file, line) = (thread.WaitingFile, thread.WaitingLine);
            checker.Running = thread;
            thread.Resume();
            if (thread.IsWaiting && thread.Awaited == KernelWait.Turn
                && thread.WaitingLine == line && thread.WaitingFile == file)
            {
                looking ??= thread;
            }
            else
            {
                wentOn = true;
            }
        }

        return looking;
    }

    private void Apply(WarpOperation operation, KernelDefinition kernel, int first, int end, uint lanes)
    {
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _values[lane] = _threads[first + lane].OperationValue;
            _arguments[lane] = _threads[first + lane].OperationArgument;
        }

        int wrong = operation.Apply(_values, _arguments, lanes);
        if (wrong >= 0)
            throw ReadsAbsentLane(operation, kernel, _threads[first + wrong], wrong);

        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _threads[first + lane].OperationValue = _values[lane];
        }

        if (operation.OrdersMemory)
            checker.MeetInWarp(first, lanes, IsWhole(first, end, lanes));
    }

    private bool IsWhole(int first, int end, uint lanes)
    {
        for (int i = first; i < end; i++)
        {
            if (_threads[i].IsWaiting && (lanes >> (i - first) & 1) == 0)
                return false;
        }

        return true;
    }

    private void Resume(int first, uint lanes)
    {
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            var thread = checker.Running = _threads[first + BitOperations.TrailingZeroCount(rest)];
            thread.Resume();
        }
    }

    // Threads resume in order, and one that waits again is not resumed twice: it comes once in the loop.
    private void ResumeAll(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            var thread = _threads[i];
            if (!thread.IsWaiting)
                continue;
            checker.Running = thread;
            thread.Resume();
        }
    }

    private CpuThread? FirstWaiting(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (_threads[i].IsWaiting)
                return _threads[i];
        }

        return null;
    }

    private CpuThread? FirstWaitingElsewhere(CpuThread waiting, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            var thread = _threads[i];
            if (thread.IsWaiting && !thread.WaitsWith(waiting))
                return thread;
        }

        return null;
    }

    private static KernelException Diverged(KernelDefinition kernel, CpuThread one, CpuThread other)
        => new(
            KernelErrorKind.Barrier, kernel.Name, other.BlockIdx, other.ThreadIdx, other.WaitingFile, other.WaitingLine,
            $"Threads wait where they cannot meet: {one.DescribeWait()}, {other.DescribeWait()}.");

    private static KernelException Deadlocked(KernelDefinition kernel, CpuThread looking)
        => new(
            KernelErrorKind.Deadlock, kernel.Name, looking.BlockIdx, looking.ThreadIdx,
            looking.WaitingFile, looking.WaitingLine,
            $"A wait that does not end: {looking.DescribeWait()}, and in {MaxIdleRounds} turns no thread of its block has "
            + "done anything else. Blocks may run in any order, so that none can wait for a later one.");

    private static KernelException LeavesItselfOut(KernelDefinition kernel, CpuThread thread, int lane)
        => new(
            KernelErrorKind.Barrier, kernel.Name, thread.BlockIdx, thread.ThreadIdx, thread.WaitingFile, thread.WaitingLine,
            $"{thread.AwaitedOperation!.Name} with mask 0x{thread.OperationMask:x8} on lane {lane}, which the mask leaves out.");

    private static KernelException ReadsAbsentLane(
        WarpOperation operation, KernelDefinition kernel, CpuThread thread, int lane)
        => new(
            KernelErrorKind.Barrier, kernel.Name, thread.BlockIdx, thread.ThreadIdx, thread.WaitingFile, thread.WaitingLine,
            $"{operation.Name} with {thread.OperationArgument} on lane {lane} reads a lane that takes no part.");
}
