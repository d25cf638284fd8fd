namespace Moe.Runtime;

/// <summary>
/// Lends events and takes them back, so that as many as were in use before cost nothing. A pool belongs to one thread
/// at a time.
/// </summary>
internal sealed class DeviceEventPool(Device device) : IDisposable
{
    private readonly Stack<DeviceEvent> _idle = [];
    private readonly List<DeviceEvent> _created = [];
    private bool _isDisposed;

    /// <summary>An event that nobody else uses; what it marks is of no account.</summary>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public DeviceEvent Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_idle.TryPop(out var idle))
            return idle;
        var created = device.CreateEvent();
        _created.Add(created);
        return created;
    }

    /// <summary>Takes an event back. After the pool's disposal this does nothing: the event has ended.</summary>
    /// <param name="lent">Lent by this pool, and not returned since.</param>
    public void Return(DeviceEvent lent)
    {
        if (!_isDisposed)
            _idle.Push(lent);
    }

    /// <summary>Ends every event, lent ones too.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        foreach (var created in _created)
            created.Dispose();
    }
}
