using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Moe.Dsl;

/// <summary>A struct of arguments as the bytes of a CUDA kernel's parameters. Generated code calls this.</summary>
public static class KernelArguments
{
    /// <summary>
    /// The bytes up to the end of the last argument. What pads a struct behind it is not a parameter's, and a launch with
    /// more bytes than the parameters have is refused.
    /// </summary>
    public static int Bytes<TArguments, TLast>(in TArguments arguments, in TLast last)
        where TArguments : unmanaged
        where TLast : unmanaged
        => (int)Unsafe.ByteOffset(
                ref Unsafe.As<TArguments, byte>(ref Unsafe.AsRef(in arguments)),
                ref Unsafe.As<TLast, byte>(ref Unsafe.AsRef(in last)))
            + Unsafe.SizeOf<TLast>();

    /// <summary>Writes as many of the struct's bytes as there is room for.</summary>
    public static void Write<TArguments>(in TArguments arguments, Span<byte> destination)
        where TArguments : unmanaged
        => MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in arguments))[..destination.Length].CopyTo(destination);
}
