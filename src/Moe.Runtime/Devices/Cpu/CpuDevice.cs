using System.Runtime.InteropServices;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// The device that needs no GPU: its memory is this process's, and kernels run as the generated CPU bodies, checked,
/// one block after another in a fixed order, on the thread that launches them.
/// </summary>
/// <param name="checkMemory">
/// Whether races in the device's memory are found too, between threads and between blocks. Every access to it takes many
/// times as long then; races in shared memory are always found.
/// </param>
public sealed unsafe class CpuDevice(bool checkMemory = false) : Device
{
    private const int Alignment = 256;

    /// <summary>Whether races in the device's memory are found.</summary>
    public bool ChecksMemory => checkMemory;

    /// <inheritdoc/>
    public override string Name => "CPU";

    /// <inheritdoc/>
    public override DeviceStream CreateStream()
    {
        ThrowIfDisposed();
        return new CpuStream(this);
    }

    /// <inheritdoc/>
    public override DeviceEvent CreateEvent(bool isTimed = false)
    {
        ThrowIfDisposed();
        return new CpuEvent(this);
    }

    internal override int ThreadsPerRow => 1;

    internal override MemorySpace Space => checkMemory ? MemorySpace.Device : MemorySpace.Unwatched;

    internal override void Prepare(KernelDefinition definition, ReadOnlySpan<long> constants)
    {
        // A CPU body is compiled already.
    }

    internal override nint AllocateBytes(long bytes) => (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);

    internal override void FreeBytes(nint pointer) => NativeMemory.AlignedFree((void*)pointer);

    internal override nint AllocateHostBytes(long bytes) => AllocateBytes(bytes);

    internal override void FreeHostBytes(nint pointer) => FreeBytes(pointer);

    internal override void CopyFromHost(nint host, nint device, long bytes)
        => NativeMemory.Copy((void*)host, (void*)device, (nuint)bytes);

    internal override void CopyToHost(nint device, nint host, long bytes)
        => NativeMemory.Copy((void*)device, (void*)host, (nuint)bytes);
}
