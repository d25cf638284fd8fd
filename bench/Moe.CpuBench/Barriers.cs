using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>64 blocks of 256 threads through eleven barriers, every use of shared memory checked.</summary>
[MemoryDiagnoser]
public class Barriers : IDisposable
{
    private CpuDevice? _device;
    private DeviceStream? _stream;
    private DeviceArray<int>? _x;
    private DeviceArray<int>? _sums;

    /// <summary>Whether device memory is checked too.</summary>
    [Params(false, true)]
    public bool CheckMemory { get; set; }

    /// <summary>Fills the arrays.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _device = new CpuDevice(CheckMemory);
        _stream = _device.CreateStream();
        _x = _device.CopyOf<int>([.. Enumerable.Range(0, 64 * 256).Select(i => i % 101)]);
        _sums = _device.CopyOf<int>(new int[64]);
    }

    /// <summary>The launch.</summary>
    [Benchmark]
    public void BlockSum() => _stream!.Launch(TimedKernels.Kernels.BlockSum(_x!, _sums!), new LaunchGrid(64, 256));

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _x?.Dispose();
        _sums?.Dispose();
        _stream?.Dispose();
        _device?.Dispose();
        GC.SuppressFinalize(this);
    }
}
