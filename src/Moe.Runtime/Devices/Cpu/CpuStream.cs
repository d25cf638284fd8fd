using System.Runtime.InteropServices;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A stream of the CPU device: what is enqueued is done at once.</summary>
internal sealed unsafe class CpuStream(CpuDevice device) : DeviceStream
{
    private readonly CpuKernelRunner _runner = new(device.ChecksMemory);
    private bool _isDisposed;

    public override Device Device => device;

    public override void Launch<TLaunch>(in TLaunch launch, LaunchGrid grid)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        LaunchLimits.Check(TLaunch.Definition, grid);
        _runner.Run(launch, grid);
    }

    public override void Record(DeviceEvent mark)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        CheckIsOfDevice(mark);
        ((CpuEvent)mark).Record();
    }

    public override void Synchronize() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _runner.Dispose();
    }

    public override void WaitFor(DeviceStream other)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        CheckIsOfDevice(other);
    }

    internal override void Copy(nint source, nint destination, long bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NativeMemory.Copy((void*)source, (void*)destination, (nuint)bytes);
    }

    internal override void CopyFromHost(nint host, nint device, long bytes) => Copy(host, device, bytes);

    internal override void CopyToHost(nint device, nint host, long bytes) => Copy(device, host, bytes);

    internal override void CopyFrom(DeviceStream sender, nint source, nint destination, long bytes)
        => Copy(source, destination, bytes);

    internal override void Fill(nint destination, byte value, long bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NativeMemory.Fill((void*)destination, (nuint)bytes, value);
    }
}
