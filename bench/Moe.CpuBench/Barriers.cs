using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>64 blocks of 256 threads through eleven barriers, every use of shared memory checked.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("barriers")]
[Config(typeof(InDebugToo))]
public class Barriers : IDisposable
{
    private const int Blocks = 64;
    private const int Threads = 256;

    private CpuDevice? _device;
    private DeviceStream? _stream;
    private DeviceArray<int>? _x;
    private DeviceArray<int>? _sums;

    /// <summary>Whether the device's memory is watched too.</summary>
    [Params(false, true)]
    public bool CheckMemory { get; set; }

    /// <summary>Sees that each block's sum is right.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        int[] x = [.. Enumerable.Range(0, Blocks * Threads).Select(i => i % 101)];
        _device = new CpuDevice(CheckMemory);
        _stream = _device.CreateStream();
        _x = _device.CopyOf<int>(x);
        _sums = _device.CopyOf<int>(new int[Blocks]);
        Kernel();
        Expect.Equal<int>(x.Chunk(Threads).Select(block => block.Sum()).ToArray(), _sums.ToArray());
    }

    /// <summary>Gives the device's memory back.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _x?.Dispose();
        _sums?.Dispose();
        _stream?.Dispose();
        _device?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel()
        => _stream!.Launch(TimedKernels.Kernels.BlockSum(_x!, _sums!), new LaunchGrid(Blocks, Threads));

    // The CPU device is there to be debugged on.
    private sealed class InDebugToo : ManualConfig
    {
        public InDebugToo() => Options |= ConfigOptions.DisableOptimizationsValidator;
    }
}
