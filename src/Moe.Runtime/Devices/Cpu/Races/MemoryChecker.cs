using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Finds races in the memory that a kernel's threads share, and reads of shared memory that nobody has written. It
/// follows FastTrack: the last write of a place, and its reads since, are held against each new use of it.
/// </summary>
internal sealed unsafe class MemoryChecker : MemoryWatch
{
    // A thread that does nothing but look at one place for so long waits for another, which cannot go on before it ends.
    private const int MaxLooks = 10_000_000;

    private readonly ThreadClocks _clocks = new();
    private readonly SourcePlaces _places = new();
    private readonly List<long> _blockStamps = [];
    private readonly UsePairs _pairs;
    private readonly ReleasedValues _released;
    private readonly DeviceShadow _device;
    private readonly SharedMemory _shared;
    private readonly bool _watchesDevice;
    private KernelDefinition? _kernel;
    private LaunchGrid _grid;
    private nint _lookedAt;
    private int _looker;
    private int _looks;

    /// <summary>A checker for the kernels of one stream.</summary>
    /// <param name="shared">The shared memory of the block that runs.</param>
    /// <param name="watchesDevice">Whether the device's memory is watched too.</param>
    public MemoryChecker(SharedMemory shared, bool watchesDevice)
    {
        _shared = shared;
        _watchesDevice = watchesDevice;
        _pairs = new UsePairs(_clocks);
        _released = new ReleasedValues(_clocks);
        _device = new DeviceShadow(_pairs);
    }

    /// <summary>The thread that runs.</summary>
    public CpuThread? Running { get; set; }

    /// <summary>A launch begins on this thread of the process.</summary>
    public void BeginLaunch(KernelDefinition kernel, LaunchGrid grid)
    {
        Current = this;
        _kernel = kernel;
        _grid = grid;
        _clocks.BeginLaunch((int)grid.Threads.Count);
        _released.BeginLaunch();
        _device.BeginLaunch();
        _blockStamps.Clear();
    }

    /// <summary>It has ended.</summary>
    public static void EndLaunch() => Current = null;

    /// <summary>A block begins, after those before it in the order x, y, z.</summary>
    public void BeginBlock()
    {
        _looks = 0;
        _shared.BeginBlock();
        _clocks.BeginBlock();
        _released.BeginBlock();
        if (_watchesDevice)
            _blockStamps.Add(_clocks.BlockStamp);
    }

    /// <summary>The block's threads have met.</summary>
    public void MeetInBlock() => _clocks.MeetInBlock();

    /// <summary>Lanes of a warp have met where memory is ordered.</summary>
    /// <param name="first">The thread that is lane 0.</param>
    /// <param name="lanes">One bit for each that took part.</param>
    /// <param name="isWhole">Whether all that have not returned did.</param>
    public void MeetInWarp(int first, uint lanes, bool isWhole) => _clocks.MeetInWarp(first, lanes, isWhole);

    public override void OnAccess(
        MemorySpace space, void* address, int bytes, int grain, MemoryAccess access, int line, string file)
    {
        if (Running is null || bytes == 0)
            return;
        _clocks.Running = Running.Index;
        _clocks.IsOwnMemory = space == MemorySpace.Shared;
        nint start = (nint)address;
        CountLooks(start, line, file);
        if (access is MemoryAccess.AtomicRead or MemoryAccess.AtomicWrite or MemoryAccess.AtomicUpdate)
            _released.Use(start, access != MemoryAccess.AtomicWrite, access != MemoryAccess.AtomicRead);
        if (space == MemorySpace.Shared)
        {
            if (_shared.PageOf(start) is { } piece)
                Check(piece, start, start + bytes, MemorySpace.Shared, access, line, file);
        }
        else if (space == MemorySpace.Device && _watchesDevice)
        {
            for (nint end = start + bytes; start < end;)
            {
                var page = _device.PageOf(start, grain);
                nint pageEnd = Math.Min(end, page.End);
                Check(page, start, pageEnd, MemorySpace.Device, access, line, file);
                start = pageEnd;
            }
        }
    }

    public override void OnAcquire(void* address)
    {
        _clocks.Running = Running!.Index;
        _released.Acquire((nint)address);
    }

    public override void OnRelease(void* address)
    {
        _clocks.Running = Running!.Index;
        _released.Release((nint)address);
    }

    public override void OnFence()
    {
        _clocks.Running = Running!.Index;
        _released.Fence();
    }

    protected override void OnPlace(void* address, int bytes, int grain, MemoryAccess access, int line, string file)
        => OnAccess(
            _shared.PageOf((nint)address) is null ? MemorySpace.Device : MemorySpace.Shared,
            address, bytes, grain, access, line, file);

    private void CountLooks(nint address, int line, string file)
    {
        if (address != _lookedAt || _clocks.Running != _looker)
            (_lookedAt, _looker, _looks) = (address, _clocks.Running, 0);
        else if (++_looks == MaxLooks)
            throw Error(
                KernelErrorKind.Deadlock, file, line,
                $"A wait that does not end: the thread has looked at one place {MaxLooks} times, and whoever could change it "
                + "does not run before this thread gives way.");
    }

    private void Check(
        ShadowPage page, nint start, nint end, MemorySpace space, MemoryAccess access, int line, string file)
    {
        var use = new MemoryUse(_clocks.Stamp, _clocks.Running, _places.Of(file, line));
        foreach (ref var cell in page.Cells(start, (int)(end - start)))
        {
            if (space == MemorySpace.Shared && Reads(access) && !IsWritten(cell))
                throw Unwritten(file, line);
            Check(ref cell, access, use);
        }
    }

    private void Check(ref ShadowCell cell, MemoryAccess access, in MemoryUse use)
    {
        if (access == MemoryAccess.Hand)
        {
            cell.Write = use with { Thread = MemoryUse.Nobody };
            return;
        }

        if (!_clocks.IsBefore(cell.Write))
            throw Race(access, use, "written", cell.Write);
        if (access is not (MemoryAccess.Read or MemoryAccess.AtomicRead)
            && _pairs.FirstUnordered(cell.Reads) is { IsSome: true } read)
            throw Race(access, use, "read", read);
        if (access is MemoryAccess.Write or MemoryAccess.Update
            && _pairs.FirstUnordered(cell.AtomicReads) is { IsSome: true } atomicRead)
            throw Race(access, use, "read atomically", atomicRead);
        if (access is MemoryAccess.Read or MemoryAccess.Write or MemoryAccess.Update
            && _pairs.FirstUnordered(cell.AtomicWrites) is { IsSome: true } atomic)
            throw Race(access, use, "changed atomically", atomic);

        switch (access)
        {
            case MemoryAccess.Read:
                _pairs.Add(ref cell.Reads, use);
                break;
            case MemoryAccess.AtomicRead:
                _pairs.Add(ref cell.AtomicReads, use);
                break;
            case MemoryAccess.AtomicWrite or MemoryAccess.AtomicUpdate:
                _pairs.Add(ref cell.AtomicWrites, use);
                break;
            default:
                // All other uses are ordered before this one, which from now on stands for them.
                cell.Write = use;
                break;
        }
    }

    private static bool Reads(MemoryAccess access)
        => access is MemoryAccess.Read or MemoryAccess.Update or MemoryAccess.AtomicRead or MemoryAccess.AtomicUpdate;

    private bool IsWritten(in ShadowCell cell) => _clocks.IsOfBlock(cell.Write) || _pairs.IsOfBlock(cell.AtomicWrites);

    private KernelException Race(MemoryAccess access, in MemoryUse use, string done, in MemoryUse other)
    {
        string doing = access switch
        {
            MemoryAccess.Read => "reads",
            MemoryAccess.AtomicRead => "reads atomically",
            MemoryAccess.AtomicWrite or MemoryAccess.AtomicUpdate => "changes atomically",
            _ => "writes",
        };
        var (file, line) = _places[use.Place];
        var (otherFile, otherLine) = _places[other.Place];
        string block = _clocks.IsOfBlock(other) ? "" : $" of block {BlockOf(other)}";
        return Error(
            KernelErrorKind.Race, file, line,
            $"A race: the thread {doing} what thread {ThreadOf(other)}{block} has {done} at {otherFile}:{otherLine}, "
            + "and nothing orders the two.");
    }

    private KernelException Unwritten(string file, int line)
        => Error(KernelErrorKind.Unwritten, file, line, "The thread reads shared memory that no thread has written.");

    private KernelException Error(KernelErrorKind kind, string file, int line, string problem)
        => new(kind, _kernel!.Name, Running!.BlockIdx, Running.ThreadIdx, file, line, problem);

    private GridSize ThreadOf(in MemoryUse use) => PlaceIn(_grid.Threads, use.Thread);

    // Blocks run in order: the one that had begun last when the use was made has made it.
    private GridSize BlockOf(in MemoryUse use)
    {
        int found = _blockStamps.BinarySearch(use.Stamp);
        return PlaceIn(_grid.Blocks, found >= 0 ? found : ~found - 1);
    }

    private static GridSize PlaceIn(GridSize size, int linear)
        => new(linear % size.X, linear / size.X % size.Y, linear / size.X / size.Y);
}
