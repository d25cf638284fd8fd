using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Runs kernels' CPU bodies, and says of a failure which kernel, block, thread and line it was.</summary>
internal sealed class CpuKernelRunner : IDisposable
{
    private readonly SharedMemory _shared = new();
    private readonly MemoryChecker _checker;
    private readonly bool _watchesDevice;
    private readonly CpuThread _loneThread;
    private readonly BlockScheduler _scheduler;

    /// <summary>A runner for the kernels of one stream.</summary>
    /// <param name="watchesDevice">Whether races in the device's memory are looked for.</param>
    public CpuKernelRunner(bool watchesDevice)
    {
        _watchesDevice = watchesDevice;
        _checker = new MemoryChecker(_shared, watchesDevice);
        _loneThread = new CpuThread(_shared, watchesDevice);
        _scheduler = new BlockScheduler(_shared, _checker, watchesDevice);
    }

    /// <summary>Runs every thread of a grid to its end.</summary>
    /// <exception cref="KernelException">The kernel failed; threads before the failure have run.</exception>
    public void Run<TLaunch>(in TLaunch launch, LaunchGrid grid)
        where TLaunch : struct, IKernelLaunch
    {
        _shared.IsWatched = _watchesDevice || !BuiltIn<TLaunch>.Value;
        _checker.BeginLaunch(TLaunch.Definition, grid);
        try
        {
            if (TLaunch.Synchronizes)
                _scheduler.Run(launch, grid);
            else
                IndependentThreads.Run(launch, grid, _loneThread, _checker, _watchesDevice);
        }
        catch (Exception error) when (error is not KernelException)
        {
            throw KernelFault.Describe(TLaunch.Definition, _checker.Running!, error);
        }
        finally
        {
            MemoryChecker.EndLaunch();
        }
    }

    public void Dispose() => _shared.Dispose();

    // What the exchange's own kernels do in shared memory depends on no code of a user's. It is watched where all memory
    // is.
    private static class BuiltIn<TLaunch>
    {
        public static readonly bool Value = typeof(TLaunch).Assembly == typeof(CpuKernelRunner).Assembly;
    }
}
