namespace Moe.Runtime;

/// <summary>An event of the driver's.</summary>
internal sealed unsafe class CudaEventHandle : CudaHandle
{
    private const uint Timed = 0;
    private const uint Untimed = 2;

    public CudaEventHandle(CudaContext context, bool isTimed)
        : base(context, Create(context, isTimed ? Timed : Untimed))
    {
    }

    protected override int Destroy(nint value) => Context.Cuda.EventDestroy(value);

    private static nint Create(CudaContext context, uint flags)
    {
        context.MakeCurrent();
        nint created;
        context.Check(context.Cuda.EventCreate(&created, flags), "creating an event");
        return created;
    }
}
