using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

/// <summary>Holds a stream up until it is opened.</summary>
internal sealed class Gate : IDisposable
{
    private readonly DeviceStream _opener;
    private readonly DeviceArray<int> _state;

    public Gate(Device device)
    {
        _opener = device.CreateStream();
        _state = device.CopyOf<int>([0]);
    }

    /// <summary>Has what is enqueued on a stream later wait.</summary>
    public void Hold(DeviceStream stream) => stream.Launch(Probes.Kernels.Hold(_state), new LaunchGrid(1, 1));

    /// <summary>Lets it go on.</summary>
    public void Open() => Set(1);

    /// <summary>Holds up again what comes later.</summary>
    public void Close() => Set(0);

    public void Dispose()
    {
        Open();
        _opener.Dispose();
        _state.Dispose();
    }

    private void Set(byte state)
    {
        _opener.Fill((DeviceSpan<int>)_state, state);
        _opener.Synchronize();
    }
}
