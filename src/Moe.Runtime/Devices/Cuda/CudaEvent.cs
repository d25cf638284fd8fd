using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>An event of a GPU.</summary>
internal sealed unsafe class CudaEvent(CudaDevice device, bool isTimed) : DeviceEvent
{
    private readonly CudaContext _context = device.Context;
    private readonly CudaEventHandle _handle = new(device.Context, isTimed);
    private bool _isRecorded;

    public override Device Device => device;

    /// <summary>The driver's handle.</summary>
    public nint Handle => _handle.Value;

    public override bool IsDone
    {
        get
        {
            nint mark = Use();
            int result = _context.Cuda.EventQuery(mark);
            if (result != CudaResult.NotReady)
                _context.Check(result, "asking for an event");
            return result == CudaResult.Success;
        }
    }

    public override void Wait()
    {
        nint mark = Use();
        _context.Check(_context.Cuda.EventSynchronize(mark), "waiting for an event");
        device.AfterWaiting?.Invoke();
    }

    public override TimeSpan Since(DeviceEvent earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        float milliseconds;
        nint start = ((CudaEvent)earlier).UseTime();
        nint end = UseTime();
        int result = _context.Cuda.EventElapsedTime(&milliseconds, start, end);
        if (result == CudaResult.NotReady)
            throw new InvalidOperationException("An event is not done yet; wait for it.");
        _context.Check(result, "timing an event");
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    public override void Dispose() => _handle.Dispose();

    /// <summary>Marks a place in a stream of the same GPU.</summary>
    /// <param name="stream">The driver's handle.</param>
    public void Record(nint stream)
    {
        nint mark = Use();
        _context.Check(_context.Cuda.EventRecord(mark, stream), "recording an event");
        _isRecorded = true;
    }

    private nint UseTime()
    {
        if (!isTimed || !_isRecorded)
            throw new InvalidOperationException($"The event {(isTimed ? "has marked nothing yet" : "is not timed")}.");
        return Use();
    }

    private nint Use()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _context.MakeCurrent();
        return _handle.Value;
    }
}
