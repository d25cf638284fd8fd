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
    /// <exception cref="ArgumentOutOfRangeException">The grid has a size that is out of range.</exception>
    /// <exception cref="KernelException">On the CPU device: the kernel failed.</exception>
    /// <exception cref="CudaException">
    /// On a GPU: the launch, or something enqueued before it, failed. A kernel's own failure is told by a later call.
    /// </exception>
    public abstract void Launch<TLaunch>(in TLaunch launch, LaunchGrid grid)
        where TLaunch : struct, IKernelLaunch;

    /// <summary>Has an event mark this place in the order of work; what it marked before is forgotten.</summary>
    /// <param name="mark">An event of this stream's device.</param>
    /// <exception cref="ArgumentException">The event is another device's.</exception>
    public abstract void Record(DeviceEvent mark);

    /// <summary>
    /// Has what is enqueued here later wait for what another stream was given by now. The host does not wait.
    /// </summary>
    /// <param name="other">A stream of the same device.</param>
    /// <exception cref="ArgumentException">It is another device's.</exception>
    public abstract void WaitFor(DeviceStream other);

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

    /// <summary>
    /// Enqueues a copy of what another stream, of this device or another of its kind, has written by now; what is
    /// enqueued there later waits until the copy is done. Nobody uses the other stream meanwhile.
    /// </summary>
    internal abstract void CopyFrom(DeviceStream sender, nint source, nint destination, long bytes);

    /// <summary>Enqueues setting every byte to <paramref name="value"/>.</summary>
    internal abstract void Fill(nint destination, byte value, long bytes);

    /// <summary>Throws unless another stream is of this stream's device.</summary>
    private protected void CheckIsOfDevice(DeviceStream other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Device.SharesMemoryWith(other.Device))
        {
            throw new ArgumentException(
                $"The stream to wait for is of {other.Device.Name}, this one of {Device.Name}.", nameof(other));
        }
    }

    /// <summary>Throws unless an event is of this stream's device.</summary>
    private protected void CheckIsOfDevice(DeviceEvent mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (mark.Device != Device)
        {
            throw new ArgumentException(
                $"The event is of {mark.Device.Name}, the stream of {Device.Name}.", nameof(mark));
        }
    }
}
