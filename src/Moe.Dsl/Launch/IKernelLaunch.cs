namespace Moe.Dsl;

/// <summary>
/// A kernel with its arguments, ready to be launched on a stream. The generator writes one struct for each kernel;
/// <c>Kernels.NAME(...)</c> makes it.
/// </summary>
public interface IKernelLaunch
{
    /// <summary>The kernel.</summary>
    static abstract KernelDefinition Definition { get; }

    /// <summary>Whether its threads can wait for one another; if not, each runs to its end by itself.</summary>
    static abstract bool Synchronizes { get; }

    /// <summary>The size of its arguments in bytes, laid out as the CUDA kernel's parameters are.</summary>
    static abstract int ArgumentBytes { get; }

    /// <summary>Writes the arguments, for a GPU launch.</summary>
    /// <param name="destination">[ArgumentBytes].</param>
    void WriteArguments(Span<byte> destination);

    /// <summary>Writes the values of the <see cref="SpecializeAttribute"/> parameters.</summary>
    /// <param name="destination">[Definition.Constants.Count].</param>
    void WriteConstants(Span<long> destination);

    /// <summary>Runs one thread of the CPU body.</summary>
    /// <param name="thread">Where the thread stands.</param>
    /// <returns>Completed, or, where the kernel synchronizes, waiting for other threads.</returns>
    KernelTask Run(KernelThread thread);

    /// <summary>Runs threads along x to their ends, one after another, of a kernel that does not synchronize.</summary>
    /// <typeparam name="TWatch">What they have to look out for.</typeparam>
    /// <param name="thread">Stands for each of them; its y, z and block are theirs.</param>
    /// <param name="first">The first one's x.</param>
    /// <param name="end">The x behind the last one's.</param>
    /// <exception cref="NotSupportedException">The kernel synchronizes.</exception>
    void RunRow<TWatch>(KernelThread thread, int first, int end)
        where TWatch : struct, IWatch
        => throw new NotSupportedException("The kernel's threads wait for one another: none runs to its end alone.");
}
