namespace Moe.Dsl;

/// <summary>How many threads run a kernel. A grid of no blocks launches nothing.</summary>
/// <param name="Blocks">The grid's size in blocks.</param>
/// <param name="Threads">A block's size in threads, 1 to 1024.</param>
public readonly record struct LaunchGrid(GridSize Blocks, GridSize Threads)
{
    /// <summary>The fewest blocks of <paramref name="blockSize"/> threads that have a thread for each of n items.</summary>
    /// <param name="items">n, 0 or more.</param>
    /// <param name="blockSize">Threads a block, 1 to 1024.</param>
    public static LaunchGrid Cover(long items, int blockSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockSize, 1024);
        return new LaunchGrid(checked((int)((items + blockSize - 1) / blockSize)), blockSize);
    }
}
