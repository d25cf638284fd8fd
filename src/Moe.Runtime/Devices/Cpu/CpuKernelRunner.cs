using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Runs kernels' CPU bodies, and says of a failure which kernel, block, thread and line it was.</summary>
internal sealed class CpuKernelRunner : IDisposable
{
    private readonly SharedMemory _shared = new();
    private readonly CpuThread _loneThread;
    private readonly BlockScheduler _scheduler;

    public CpuKernelRunner()
    {
        _loneThread = new CpuThread(_shared);
        _scheduler = new BlockScheduler(_shared);
    }

    /// <summary>Runs every thread of a grid to its end.</summary>
    /// <exception cref="KernelException">The kernel failed; threads before the failure have run.</exception>
    public void Run<TLaunch>(in TLaunch launch, LaunchGrid grid)
        where TLaunch : struct, IKernelLaunch
    {
        try
        {
            if (TLaunch.Synchronizes)
                _scheduler.Run(launch, grid);
            else
                IndependentThreads.Run(launch, grid, _loneThread);
        }
        catch (Exception error) when (error is not KernelException)
        {
            var thread = TLaunch.Synchronizes ? _scheduler.Current : _loneThread;
            throw KernelFault.Describe(TLaunch.Definition, thread, error);
        }
    }

    public void Dispose() => _shared.Dispose();
}
