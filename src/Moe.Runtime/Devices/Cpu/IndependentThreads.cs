using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Runs kernels whose threads cannot wait for one another: a plain loop.</summary>
internal static class IndependentThreads
{
    /// <summary>Runs every thread of a grid, block after block, x fastest.</summary>
    /// <param name="launch">By value, so that the loop calls the caller's copy without copying it again.</param>
    /// <param name="grid">Its size.</param>
    /// <param name="thread">Stands where the loop does.</param>
    /// <param name="checker">Watches the threads' memory.</param>
    public static void Run<TLaunch>(TLaunch launch, LaunchGrid grid, CpuThread thread, MemoryChecker checker)
        where TLaunch : struct, IKernelLaunch
    {
        checker.Running = thread;
        var (blocks, _) = grid;
        for (int z = 0; z < blocks.Z; z++)
        {
            for (int y = 0; y < blocks.Y; y++)
            {
                for (int x = 0; x < blocks.X; x++)
                {
                    checker.BeginBlock();
                    thread.EnterBlock(grid, new GridSize(x, y, z));
                    RunBlock(launch, grid.Threads, thread);
                }
            }
        }
    }

    private static void RunBlock<TLaunch>(TLaunch launch, GridSize threads, CpuThread thread)
        where TLaunch : struct, IKernelLaunch
    {
        for (int z = 0; z < threads.Z; z++)
        {
            for (int y = 0; y < threads.Y; y++)
            {
                for (int x = 0; x < threads.X; x++)
                {
                    thread.MoveTo(x, y, z);
                    Finish(launch.Run(thread));
                }
            }
        }
    }

    private static void Finish(KernelTask call)
    {
        if (!call.IsCompleted)
            throw new InvalidOperationException("The thread waits for others, which the kernel's Synchronizes denies.");
        call.GetResult();
    }
}
