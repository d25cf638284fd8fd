using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>
/// A GPU's primary context, which is also that of CUDA's own runtime library and so of what else in the process uses
/// the GPU. All devices, streams and kernels of one GPU in this process share it; the last to release it ends it.
/// </summary>
internal sealed unsafe class CudaContext
{
    private const int ComputeCapabilityMajor = 75;
    private const int ComputeCapabilityMinor = 76;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, CudaContext> Open = [];

    private readonly int _device;
    private int _holders = 1;

    private CudaContext(int ordinal)
    {
        Cuda = CudaDriver.Library;
        Ordinal = ordinal;
        int device;
        Cuda.Check(Cuda.DeviceGet(&device, ordinal), $"looking for GPU {ordinal}");
        _device = device;
        Architecture = $"sm_{Attribute(ComputeCapabilityMajor)}{Attribute(ComputeCapabilityMinor)}";
        nint handle;
        Cuda.Check(Cuda.DevicePrimaryCtxRetain(&handle, device), $"opening GPU {ordinal}");
        Handle = handle;
        Kernels = new CudaKernels(this);
    }

    /// <summary>The driver.</summary>
    public CudaLibrary Cuda { get; }

    /// <summary>Which of the GPUs that the process sees, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>What the GPU runs, such as <c>sm_90</c>.</summary>
    public string Architecture { get; }

    /// <summary>The driver's handle.</summary>
    public nint Handle { get; }

    /// <summary>The kernels loaded on the GPU.</summary>
    public CudaKernels Kernels { get; }

    /// <summary>Whether the last has released it.</summary>
    public bool IsClosed
    {
        get
        {
            lock (Gate)
                return _holders == 0;
        }
    }

    /// <summary>Opens a GPU, or joins those that hold it.</summary>
    /// <exception cref="CudaException">There is no such GPU, or it cannot be used.</exception>
    public static CudaContext Acquire(int ordinal)
    {
        lock (Gate)
        {
            if (Open.TryGetValue(ordinal, out var context))
                context._holders++;
            else
                Open.Add(ordinal, context = new CudaContext(ordinal));
            return context;
        }
    }

    /// <summary>Begins one more hold.</summary>
    public void Hold()
    {
        lock (Gate)
            _holders++;
    }

    /// <summary>Ends one hold.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--_holders > 0)
                return;
            Open.Remove(Ordinal);
            CheckFreed(Cuda.CtxSetCurrent(Handle), "closing the GPU");
            Kernels.Unload();
            CheckFreed(Cuda.DevicePrimaryCtxRelease(_device), "closing the GPU");
        }
    }

    /// <summary>
    /// Makes it the calling thread's current context, as most calls of the driver ask for. It stays so, as with CUDA's
    /// own runtime library; setting the one that is current already takes nanoseconds.
    /// </summary>
    public void MakeCurrent() => Check(Cuda.CtxSetCurrent(Handle), "choosing the GPU");

    /// <summary>One of the GPU's properties, by the number of a <c>CUdevice_attribute</c>.</summary>
    public int Attribute(int attribute)
    {
        int value;
        Check(Cuda.DeviceGetAttribute(&value, attribute, _device), "reading a property of the GPU");
        return value;
    }

    /// <summary>The GPU's name, such as <c>NVIDIA H200</c>.</summary>
    public string ReadName()
    {
        byte* name = stackalloc byte[256];
        Check(Cuda.DeviceGetName(name, 256, _device), "reading the GPU's name");
        return new string((sbyte*)name);
    }

    /// <summary>The GPU's identity, the same in every process.</summary>
    public Guid ReadUuid()
    {
        byte* uuid = stackalloc byte[16];
        Check(Cuda.DeviceGetUuid(uuid, _device), "reading the GPU's identity");
        return new Guid(new ReadOnlySpan<byte>(uuid, 16), bigEndian: true);
    }

    /// <summary>The GPU's memory in bytes.</summary>
    public long ReadMemoryBytes()
    {
        nuint bytes;
        Check(Cuda.DeviceTotalMem(&bytes, _device), "reading the size of the GPU's memory");
        return (long)bytes;
    }

    /// <summary>Throws where a call failed.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="purpose">What it was for, such as <c>creating a stream</c>.</param>
    /// <exception cref="CudaException">The result is an error.</exception>
    public void Check(int result, string purpose)
    {
        if (result != CudaResult.Success)
            throw Error(result, purpose);
    }

    /// <summary>As <see cref="Check"/>, of a call that gives something back.</summary>
    /// <remarks>
    /// That the GPU is lost is told by whatever uses it; with the GPU all that was held there is gone, and an exception
    /// while disposing would only hide the one that said so first.
    /// </remarks>
    public void CheckFreed(int result, string purpose)
    {
        if (!CudaResult.IsLasting(result))
            Check(result, purpose);
    }

    /// <summary>The exception for a call that failed.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public CudaException Error(int result, string purpose) => Cuda.Error(result, $"{purpose} on GPU {Ordinal}");
}
