using System.Diagnostics;

namespace Moe.Runtime;

/// <summary>An event of the CPU device, where all that was enqueued is done.</summary>
internal sealed class CpuEvent(CpuDevice device) : DeviceEvent
{
    private long? _timestamp;
    private bool _isDisposed;

    public override Device Device => device;

    public override bool IsDone
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return true;
        }
    }

    public override void Wait() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    public override TimeSpan Since(DeviceEvent earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return Stopwatch.GetElapsedTime(((CpuEvent)earlier).Timestamp(), Timestamp());
    }

    public override void Dispose() => _isDisposed = true;

    /// <summary>Marks now.</summary>
    public void Record()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _timestamp = Stopwatch.GetTimestamp();
    }

    private long Timestamp()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _timestamp ?? throw new InvalidOperationException("The event has marked nothing yet.");
    }
}
