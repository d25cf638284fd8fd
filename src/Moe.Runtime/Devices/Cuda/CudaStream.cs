using Moe.Dsl;
using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>A stream of a GPU.</summary>
internal sealed unsafe class CudaStream(CudaDevice device, CudaStreamHandle handle) : DeviceStream
{
    // CU_LAUNCH_PARAM_*: how cuLaunchKernel is handed all arguments as one buffer.
    private const nint BufferPointer = 1;
    private const nint BufferSize = 2;
    private const nint End = 0;

    private readonly CudaContext _context = device.Context;
    private readonly CudaStreamHandle _handle = handle;

    // What other streams wait for; a wait is for the mark as it is when it is enqueued, so that one mark is enough.
    private readonly CudaEvent _mark = new(device, isTimed: false);

    public override Device Device => device;

    public override void Launch<TLaunch>(in TLaunch launch, LaunchGrid grid)
    {
        var definition = TLaunch.Definition;
        LaunchLimits.Check(definition, grid);
        nint stream = Use();
        var (blocks, threads) = grid;
        if (blocks.Count == 0)
            return;

        Span<long> constants = stackalloc long[definition.Constants.Count];
        launch.WriteConstants(constants);
        var kernel = _context.Kernels.Find(definition, constants);

        nint argumentBytes = TLaunch.ArgumentBytes;
        byte* arguments = stackalloc byte[TLaunch.ArgumentBytes];
        launch.WriteArguments(new Span<byte>(arguments, TLaunch.ArgumentBytes));
        nint* extra = stackalloc nint[] { BufferPointer, (nint)arguments, BufferSize, (nint)(&argumentBytes), End };
        int result = _context.Cuda.LaunchKernel(
            kernel.Function,
            (uint)blocks.X,
            (uint)blocks.Y,
            (uint)blocks.Z,
            (uint)threads.X,
            (uint)threads.Y,
            (uint)threads.Z,
            0,
            stream,
            null,
            argumentBytes == 0 ? null : (void**)extra);
        if (result != CudaResult.Success)
            throw _context.Error(result, $"launching {definition.Name} with blocks {blocks} of threads {threads}");
    }

    public override void Record(DeviceEvent mark)
    {
        nint stream = Use();
        CheckIsOfDevice(mark);
        ((CudaEvent)mark).Record(stream);
    }

    public override void Synchronize()
    {
        nint stream = Use();
        _context.Check(_context.Cuda.StreamSynchronize(stream), "waiting for a stream");
        device.AfterWaiting?.Invoke();
    }

    public override void Dispose()
    {
        if (_handle.IsClosed)
            return;
        _context.CheckFreed(_context.Cuda.CtxSetCurrent(_context.Handle), "choosing the GPU");
        if (_handle.IsOwn)
            _context.CheckFreed(_context.Cuda.StreamSynchronize(_handle.Value), "waiting for a stream");
        _mark.Dispose();
        _handle.Dispose();
    }

    public override void WaitFor(DeviceStream other)
    {
        CheckIsOfDevice(other);
        WaitFor((CudaStream)other);
    }

    internal override void Copy(nint source, nint destination, long bytes)
    {
        nint stream = Use();
        if (bytes > 0)
        {
            _context.Check(
                _context.Cuda.MemcpyDtoDAsync(destination, source, (nuint)bytes, stream), "copying on the GPU");
        }
    }

    internal override void CopyFromHost(nint host, nint device, long bytes)
    {
        nint stream = Use();
        if (bytes > 0)
            _context.Check(_context.Cuda.MemcpyHtoDAsync(device, host, (nuint)bytes, stream), "copying to the GPU");
    }

    internal override void CopyToHost(nint device, nint host, long bytes)
    {
        nint stream = Use();
        if (bytes > 0)
            _context.Check(_context.Cuda.MemcpyDtoHAsync(host, device, (nuint)bytes, stream), "copying from the GPU");
    }

    internal override void CopyFrom(DeviceStream sender, nint source, nint destination, long bytes)
    {
        var other = (CudaStream)sender;
        WaitFor(other);
        if (other._context == _context)
        {
            Copy(source, destination, bytes);
        }
        else
        {
            nint stream = Use();
            _context.Check(
                _context.Cuda.MemcpyPeerAsync(
                    destination, _context.Handle, source, other._context.Handle, (nuint)bytes, stream),
                "copying from another GPU");
        }

        other.WaitFor(this);
    }

    internal override void Fill(nint destination, byte value, long bytes)
    {
        nint stream = Use();
        if (bytes > 0)
            _context.Check(_context.Cuda.MemsetD8Async(destination, value, (nuint)bytes, stream), "filling memory");
    }

    /// <summary>The driver's handle, for a library that enqueues work of its own; the GPU is made current.</summary>
    internal nint Use()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _context.MakeCurrent();
        return _handle.Value;
    }

    private void WaitFor(CudaStream other)
    {
        other._mark.Record(other.Use());
        nint stream = Use();
        _context.Check(_context.Cuda.StreamWaitEvent(stream, other._mark.Handle, 0), "waiting for another stream");
    }
}
