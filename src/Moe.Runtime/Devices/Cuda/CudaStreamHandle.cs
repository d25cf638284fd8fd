using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>A stream of the driver's.</summary>
internal sealed unsafe class CudaStreamHandle : CudaHandle
{
    private const uint NonBlocking = 1;

    /// <summary>Makes one, which does not wait for the default stream.</summary>
    public CudaStreamHandle(CudaContext context)
        : base(context, Create(context))
        => IsOwn = true;

    /// <summary>One that someone else made, and ends.</summary>
    public CudaStreamHandle(CudaContext context, nint stream)
        : base(context, stream)
    {
    }

    /// <summary>Whether this made it, and ends it.</summary>
    public bool IsOwn { get; }

    // The default stream's handle is 0.
    public override bool IsInvalid => false;

    protected override int Destroy(nint value) => IsOwn ? Context.Cuda.StreamDestroy(value) : CudaResult.Success;

    private static nint Create(CudaContext context)
    {
        context.MakeCurrent();
        nint stream;
        context.Check(context.Cuda.StreamCreate(&stream, NonBlocking), "creating a stream");
        return stream;
    }
}
