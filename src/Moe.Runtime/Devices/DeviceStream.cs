using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// An order of work on a device. Launches and copies are enqueued, run in the order of the calls, and only
/// <see cref="Synchronize"/> waits for them; on the CPU device they are done when the call returns. A stream belongs to
/// one thread at a time.
/// </summary>
public abstract class DeviceStream : IDisposable
{
    private protected DeviceStream()
    {
    }

    /// <summary>Where the work is done.</summary>
    public abstract Device Device { get; }

    /// <summary>Enqueues a kernel.</summary>
    /// <param name="launch">The kernel with its arguments, as <c>Kernels.NAME(...)</c> makes it.</param>
    /// <param name="grid">How many threads run it. No blocks is legal and launches nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The grid has a size that the kernel or a device cannot have.</exception>
    /// <exception cref="KernelException">On the CPU device: the kernel failed.</exception>
    public abstract void Launch<TLaunch>(in TLaunch launch, LaunchGrid grid)
        where TLaunch : struct, IKernelLaunch;

    /// <summary>Waits until all that was enqueued is done.</summary>
    public abstract void Synchronize();

    /// <summary>Waits for what was enqueued, then ends the stream. Twice is harmless.</summary>
    public abstract void Dispose();

    /// <summary>Enqueues a copy inside the device's memory.</summary>
    internal abstract void Copy(nint source, nint destination, long bytes);

    /// <summary>
    /// Enqueues a copy to the device. The host memory is of <see cref="Device.AllocateHostBytes"/> and is left alone
    /// until the copy is done.
    /// </summary>
    internal abstract void CopyFromHost(nint host, nint device, long bytes);

    /// <summary>
    /// Enqueues a copy from the device. The host memory is of <see cref="Device.AllocateHostBytes"/> and is left alone
    /// until the copy is done.
    /// </summary>
    internal abstract void CopyToHost(nint device, nint host, long bytes);

    /// <summary>Enqueues setting every byte to <paramref name="value"/>.</summary>
    internal abstract void Fill(nint destination, byte value, long bytes);
}
