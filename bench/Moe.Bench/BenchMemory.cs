using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>Memory to copy from and to, and to drive everything else out of a GPU's cache with.</summary>
internal sealed class BenchMemory : IDisposable
{
    private const int SweepBytes = 256 << 20;

    private readonly DeviceArray<byte> _source;
    private readonly DeviceArray<byte> _target;
    private readonly DeviceArray<byte> _sweep;

    public unsafe BenchMemory(Device device)
    {
        // The CPU device does at once what it is told, and its copies are small.
        bool isGpu = device is CudaDevice;
        int bytes = isGpu ? 1 << 30 : 1 << 20;
        _source = device.Allocate<byte>(bytes);
        _target = device.Allocate<byte>(bytes);
        _sweep = device.Allocate<byte>(isGpu ? SweepBytes : 0);
        using var stream = device.CreateStream();
        var noise = new DeviceSpan<BFloat16>((BFloat16*)Source.Data, bytes / sizeof(short));
        stream.Launch(Noise.Kernels.Fill(noise, 1), LaunchGrid.Cover(noise.Length, blockSize: 256));
        stream.Synchronize();
    }

    /// <summary>To be read, of any content.</summary>
    public DeviceSpan<byte> Source => _source;

    /// <summary>To be written over.</summary>
    public DeviceSpan<byte> Target => _target;

    /// <summary>Keeps a GPU busy for longer than a few launches take.</summary>
    public void Sweep(DeviceStream stream) => stream.Fill<byte>(_sweep, 0);

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _sweep.Dispose();
    }
}
