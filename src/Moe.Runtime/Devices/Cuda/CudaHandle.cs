using System.Runtime.InteropServices;

namespace Moe.Runtime;

/// <summary>Something of the driver's that lives in a context, and keeps the context open.</summary>
internal abstract unsafe class CudaHandle : SafeHandle
{
    /// <summary>Takes over what the driver made.</summary>
    protected CudaHandle(CudaContext context, nint value)
        : base(0, ownsHandle: true)
    {
        Context = context;
        context.Hold();
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The driver's handle. Only while this is neither disposed nor out of reach.</summary>
    public nint Value => handle;

    protected CudaContext Context { get; }

    protected sealed override bool ReleaseHandle()
    {
        // Where the GPU is lost there is nothing left to destroy; CUDA says so to whoever uses it.
        bool destroyed = Context.Cuda.CtxSetCurrent(Context.Handle) == 0 && Destroy(handle) == 0;
        Context.Release();
        return destroyed;
    }

    /// <summary>Destroys it.</summary>
    /// <returns>The driver's result.</returns>
    protected abstract int Destroy(nint value);
}
