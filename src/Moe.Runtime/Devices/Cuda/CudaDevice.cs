using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>
/// A GPU. It works in the GPU's primary context, and so beside whatever else in the process uses CUDA's runtime
/// library; a thread that calls it is left with that context current. Several of one GPU may be used at once.
/// </summary>
public sealed unsafe class CudaDevice : Device
{
    private const int MultiprocessorCount = 16;
    private const uint PortableHostMemory = 1;

    /// <summary>Opens a GPU.</summary>
    /// <param name="ordinal">Which of the GPUs that the process sees, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="LibraryNotFoundException">
    /// There is no driver, or it is too old; says what was tried.
    /// </exception>
    /// <exception cref="CudaException">There is no GPU, or it does not work.</exception>
    public CudaDevice(int ordinal)
    {
        int count = CudaDriver.DeviceCount();
        if (ordinal < 0 || ordinal >= count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ordinal), ordinal, $"This process sees {count} GPUs, numbered from 0.");
        }

        Context = CudaContext.Acquire(ordinal);
        try
        {
            Name = $"GPU {ordinal}, {Context.ReadName()}";
            Uuid = Context.ReadUuid();
            MemoryBytes = Context.ReadMemoryBytes();
            Multiprocessors = Context.Attribute(MultiprocessorCount);
        }
        catch
        {
            Context.Release();
            throw;
        }
    }

    /// <summary>
    /// How many GPUs this process sees; 0 where there is none or no driver, see <see cref="WhyNone"/>.
    /// </summary>
    public static int Count => WhyNone is null ? CudaDriver.DeviceCount() : 0;

    /// <summary>Why this process has no GPU: what was looked for, and where. Null where it has one.</summary>
    public static string? WhyNone
    {
        get
        {
            try
            {
                return CudaDriver.DeviceCount() > 0 ? null : "The CUDA driver sees no GPU.";
            }
            catch (Exception e) when (e is LibraryNotFoundException or CudaException)
            {
                return e.Message;
            }
        }
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Which of the GPUs that the process sees, from 0.</summary>
    public int Ordinal => Context.Ordinal;

    /// <summary>What it runs, such as <c>sm_90</c>.</summary>
    public string Architecture => Context.Architecture;

    /// <summary>Its identity, the same in every process.</summary>
    public Guid Uuid { get; }

    /// <summary>Its memory in bytes.</summary>
    public long MemoryBytes { get; }

    /// <summary>How many multiprocessors it has.</summary>
    public int Multiprocessors { get; }

    internal CudaContext Context { get; }

    /// <summary>How often memory was asked of the driver, the GPU's or pinned. A steady state asks for none.</summary>
    internal long Allocations { get; private set; }

    internal override int ThreadsPerRow => 256;

    /// <inheritdoc/>
    public override DeviceStream CreateStream()
    {
        ThrowIfDisposed();
        return new CudaStream(this, new CudaStreamHandle(Context));
    }

    /// <summary>A stream that someone else made on this GPU, to order work on it with theirs.</summary>
    /// <param name="stream">
    /// CUDA's handle, a <c>cudaStream_t</c> or <c>CUstream</c>; 0 is the default stream. It has to outlive what is
    /// returned, whose disposal neither waits for it nor ends it.
    /// </param>
    /// <returns>The stream.</returns>
    public DeviceStream WrapStream(nint stream)
    {
        ThrowIfDisposed();
        return new CudaStream(this, new CudaStreamHandle(Context, stream));
    }

    /// <inheritdoc/>
    public override DeviceEvent CreateEvent(bool isTimed = false)
    {
        ThrowIfDisposed();
        return new CudaEvent(this, isTimed);
    }

    internal override bool SharesMemoryWith(Device other) => other is CudaDevice gpu && gpu.Context == Context;

    internal override void Prepare(KernelDefinition definition, ReadOnlySpan<long> constants)
    {
        ThrowIfDisposed();
        Context.Kernels.Find(definition, constants);
    }

    internal override nint AllocateBytes(long bytes)
    {
        Use();
        nint pointer;
        CheckAllocation(Context.Cuda.MemAlloc(&pointer, (nuint)bytes), bytes, "GPU memory");
        return pointer;
    }

    internal override void FreeBytes(nint pointer)
    {
        if (WaitBeforeFreeing())
            Context.CheckFreed(Context.Cuda.MemFree(pointer), "freeing memory");
    }

    internal override nint AllocateHostBytes(long bytes)
    {
        Use();
        nint pointer;
        CheckAllocation(Context.Cuda.MemHostAlloc(&pointer, (nuint)bytes, PortableHostMemory), bytes, "pinned memory");
        return pointer;
    }

    internal override void FreeHostBytes(nint pointer)
    {
        if (WaitBeforeFreeing())
            Context.CheckFreed(Context.Cuda.MemFreeHost(pointer), "freeing pinned memory");
    }

    internal override void CopyFromHost(nint host, nint device, long bytes)
    {
        if (bytes == 0)
            return;
        Use();
        Synchronize();
        Context.Check(Context.Cuda.MemcpyHtoDAsync(device, host, (nuint)bytes, 0), "copying to the GPU");

        // From memory that is not pinned the driver may be done with the source, but not yet with the destination.
        Synchronize();
    }

    internal override void CopyToHost(nint device, nint host, long bytes)
    {
        if (bytes == 0)
            return;
        Use();
        Synchronize();
        Context.Check(Context.Cuda.MemcpyDtoHAsync(host, device, (nuint)bytes, 0), "copying from the GPU");
        Synchronize();
    }

    private protected override void Release() => Context.Release();

    private void Use()
    {
        ThrowIfDisposed();
        Context.MakeCurrent();
    }

    private void Synchronize()
    {
        Context.Check(Context.Cuda.CtxSynchronize(), "waiting for the GPU");
        AfterWaiting?.Invoke();
    }

    // Memory that outlives the last device of its GPU is gone already.
    private bool WaitBeforeFreeing()
    {
        if (Context.IsClosed)
            return false;
        Context.CheckFreed(Context.Cuda.CtxSetCurrent(Context.Handle), "choosing the GPU");
        Context.CheckFreed(Context.Cuda.CtxSynchronize(), "waiting for the GPU");
        return true;
    }

    private void CheckAllocation(int result, long bytes, string what)
    {
        if (result == CudaResult.OutOfMemory)
        {
            throw new InsufficientMemoryException(
                $"{Name} has not {bytes} bytes of {what} left: {Free()}.",
                Context.Error(result, $"allocating {bytes} bytes of {what}"));
        }

        Context.Check(result, "allocating memory");
        Allocations++;
    }

    private string Free()
    {
        nuint free, total;
        Context.Check(Context.Cuda.MemGetInfo(&free, &total), "asking for free memory");
        return $"of {total} bytes of GPU memory, {free} are free";
    }
}
