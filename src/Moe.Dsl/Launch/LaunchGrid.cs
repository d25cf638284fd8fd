namespace Moe.Dsl;

/// <summary>How many threads run a kernel. A grid of no blocks launches nothing.</summary>
/// <param name="Blocks">The grid's size in blocks.</param>
/// <param name="Threads">A block's size in threads, 1 to 1024.</param>
public readonly record struct LaunchGrid(GridSize Blocks, GridSize Threads)
{
    /// <summary>The fewest blocks of <paramref name="blockSize"/> threads that have a thread for each of n items.</summary>
    /// <param name="items">n, 0 or more; so few that a thread's index in the whole grid is an int.</param>
    /// <param name="blockSize">Threads a block, 1 to 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    public static LaunchGrid Cover(long items, int blockSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockSize, 1024);
        long blocks = (items + blockSize - 1) / blockSize;
        if (blocks * blockSize > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(items), items,
                $"In blocks of {blockSize} the last threads' index would not be an int. Launch a part at a time, or give the "
                + "grid's size yourself and compute indices as long.");
        }

        return new LaunchGrid((int)blocks, blockSize);
    }
}
