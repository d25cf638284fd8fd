namespace Moe.Dsl;

/// <summary>The CPU device's twin of <see cref="Registers"/>.</summary>
public readonly struct ThreadRegisters
{
    private readonly KernelThread _thread;

    internal ThreadRegisters(KernelThread thread) => _thread = thread;

    /// <summary>
    /// Begins a block of statements with an array of its own. Generated CPU bodies dispose what it returns at the block's
    /// end.
    /// </summary>
    public RegisterFrame Frame()
        => _thread == KernelThread.Outside
            ? throw OutsideKernelException.Of("Registers.Span")
            : new RegisterFrame(_thread.RegisterStack);

    /// <summary>The CPU device's twin of <see cref="Registers.Span"/>.</summary>
    public unsafe DeviceSpan<T> Span<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new((T*)_thread.RegisterStack.Push(checked(length * sizeof(T))), length);
    }
}
