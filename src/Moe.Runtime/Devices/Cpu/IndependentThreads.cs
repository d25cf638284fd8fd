using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Runs kernels whose threads cannot wait for one another: a plain loop.</summary>
internal static class IndependentThreads
{
    /// <summary>Runs every thread of a grid, block after block, x fastest.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="grid">Its size.</param>
    /// <param name="thread">Stands where the loop does.</param>
    /// <param name="checker">Watches the threads' memory.</param>
    /// <param name="watchesDevice">Whether the device's memory is watched too.</param>
    public static void Run<TLaunch>(
        in TLaunch launch, LaunchGrid grid, CpuThread thread, MemoryChecker checker, bool watchesDevice)
        where TLaunch : struct, IKernelLaunch
    {
        checker.Running = thread;
        var (blocks, threads) = grid;
        for (int z = 0; z < blocks.Z; z++)
        {
            for (int y = 0; y < blocks.Y; y++)
            {
                for (int x = 0; x < blocks.X; x++)
                {
                    checker.BeginBlock();
                    thread.EnterBlock(grid, new GridSize(x, y, z));
                    if (watchesDevice)
                        RunBlock<TLaunch, Watched>(launch, threads, thread);
                    else
                        RunBlock<TLaunch, Unwatched>(launch, threads, thread);
                }
            }
        }
    }

    private static void RunBlock<TLaunch, TWatch>(in TLaunch launch, GridSize threads, CpuThread thread)
        where TLaunch : struct, IKernelLaunch
        where TWatch : struct, IWatch
    {
        for (int z = 0; z < threads.Z; z++)
        {
            for (int y = 0; y < threads.Y; y++)
            {
                thread.MoveTo(0, y, z);
                launch.RunRow<TWatch>(thread, 0, threads.X);
            }
        }
    }
}
