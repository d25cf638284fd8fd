namespace Moe.Dsl;

/// <summary>A member that only a launched kernel can use was used by ordinary code.</summary>
public sealed class OutsideKernelException : InvalidOperationException
{
    private OutsideKernelException(string message)
        : base(message)
    {
    }

    internal static OutsideKernelException Of(string member)
        => new($"{member} has a meaning only inside a launched kernel. Launch the kernel through its Kernels member on "
            + "a stream; the CPU device needs no GPU.");
}
