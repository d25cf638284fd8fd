namespace Moe.Runtime;

/// <summary>A stream of the driver's that does not wait for the default stream.</summary>
internal sealed unsafe class CudaStreamHandle : CudaHandle
{
    private const uint NonBlocking = 1;

    public CudaStreamHandle(CudaContext context)
        : base(context, Create(context))
    {
    }

    protected override int Destroy(nint value) => Context.Cuda.StreamDestroy(value);

    private static nint Create(CudaContext context)
    {
        context.MakeCurrent();
        nint stream;
        context.Check(context.Cuda.StreamCreate(&stream, NonBlocking), "creating a stream");
        return stream;
    }
}
