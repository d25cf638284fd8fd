using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// The grids that every device can run. They are CUDA's limits, held to on the CPU device too, so that what runs there
/// runs on a GPU.
/// </summary>
internal static class LaunchLimits
{
    private const int MaxThreads = 1024;
    private const int MaxThreadsZ = 64;
    private const int MaxBlocksYZ = 65535;

    /// <summary>Throws if <paramref name="grid"/> is not one that <paramref name="kernel"/> can be launched with.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range; the message says which.</exception>
    public static void Check(KernelDefinition kernel, LaunchGrid grid)
    {
        var (blocks, threads) = grid;
        if (blocks.X < 0 || blocks.Y is < 0 or > MaxBlocksYZ || blocks.Z is < 0 or > MaxBlocksYZ)
        {
            throw Refusal(
                kernel, grid, $"a grid has 0 or more blocks along x, and 0 to {MaxBlocksYZ} along y and z, not {blocks}");
        }

        if (threads.X < 1 || threads.Y < 1 || threads.Z is < 1 or > MaxThreadsZ)
            throw Refusal(kernel, grid, $"a block has 1 or more threads along each axis, and at most {MaxThreadsZ} along z, not {threads}");

        // The product of two ints cannot overflow a long, and z is small by now.
        long count = (long)threads.X * threads.Y;
        int most = Math.Min(MaxThreads, kernel.MaxThreads);
        if (count > most || count * threads.Z > most)
            throw Refusal(kernel, grid, $"a block of this kernel has at most {most} threads, not {threads}");
    }

    private static ArgumentOutOfRangeException Refusal(KernelDefinition kernel, LaunchGrid grid, string problem)
        => new(nameof(grid), grid, $"{kernel.Name} cannot be launched: {problem}.");
}
