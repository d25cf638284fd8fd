using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// One thread of a grid on the CPU device. The object is used again for the threads that come after it.
/// </summary>
internal sealed class CpuThread(SharedMemory shared, bool watchesDevice) : KernelThread
{
    private KernelTask _call;
    private int _sharedPieces;
    private int _sharedBy;

    /// <summary>Whether the thread waits for others; if not, it has returned.</summary>
    public bool IsWaiting => Continuation is not null;

    /// <summary>Its linear index in its block.</summary>
    public int Index => LinearIndex;

    /// <summary>What the thread waits for.</summary>
    public KernelWait Awaited => Wait;

    /// <summary>What its warp computes together, where it waits for that.</summary>
    public WarpOperation? AwaitedOperation => Operation;

    /// <summary>What the thread brings to the operation, and then what it takes from it.</summary>
    public ulong OperationValue
    {
        get => Value;
        set => Value = value;
    }

    /// <summary>The operation's lane or distance.</summary>
    public int OperationArgument => Argument;

    /// <summary>One bit for each lane that takes part in the operation.</summary>
    public uint OperationMask => Mask;

    /// <summary>The C# file of the place where the thread waits.</summary>
    public string WaitingFile => File;

    /// <summary>The line there.</summary>
    public int WaitingLine => Line;

    protected override bool WatchesShared => shared.IsWatched;

    /// <summary>Moves the thread into a block; its place there is set by <see cref="MoveTo(int, int, int)"/>.</summary>
    public void EnterBlock(LaunchGrid grid, GridSize block)
    {
        GridDim = grid.Blocks;
        BlockDim = grid.Threads;
        BlockIdx = block;
        _sharedBy = -1;
        HasWatchedMemory = watchesDevice;
        ForgetRegisters();
    }

    /// <summary>Moves the thread to its place in the block.</summary>
    public void MoveTo(int x, int y, int z) => ThreadIdx = new GridSize(x, y, z);

    /// <summary>Runs the thread until it waits or returns.</summary>
    public void Start<TLaunch>(ref TLaunch launch)
        where TLaunch : struct, IKernelLaunch
    {
        // A launch that failed may have left a thread waiting.
        Continuation = null;
        _call = launch.Run(this);
        ThrowIfFailed();
    }

    /// <summary>Runs the thread on until it waits again or returns.</summary>
    public void Resume()
    {
        var continuation = Continuation!;
        Continuation = null;
        continuation.Resume();
        ThrowIfFailed();
    }

    /// <summary>Whether both wait at the same operation, of the same lanes, on the same line.</summary>
    public bool WaitsWith(CpuThread other)
        => Wait == other.Wait && Operation == other.Operation && (Operation is null || Mask == other.Mask)
            && Line == other.Line && File == other.File;

    /// <summary>Where the thread waits, for messages.</summary>
    public string DescribeWait()
        => Operation is null || Mask == Dsl.Warp.FullMask
            ? $"thread {ThreadIdx} waits at {WaitName} ({File}:{Line})"
            : $"thread {ThreadIdx} waits at {WaitName} with mask 0x{Mask:x8} ({File}:{Line})";

    protected override unsafe void* NextShared(int bytes, int grain)
    {
        // It is seen here that the object stands for another thread: to say so costs a loop over threads too much.
        if (_sharedBy != LinearIndex)
            (_sharedBy, _sharedPieces) = (LinearIndex, 0);
        HasWatchedMemory |= shared.IsWatched;
        return shared.Declare(_sharedPieces++, bytes, grain);
    }

    private void ThrowIfFailed()
    {
        if (_call.IsCompleted)
            _call.GetResult();
    }
}
