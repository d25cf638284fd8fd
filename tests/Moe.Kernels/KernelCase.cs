using System.Runtime.CompilerServices;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Kernels;

/// <summary>A kernel to be tried, with a launch of it over two arrays of <see cref="Length"/> elements.</summary>
/// <param name="Name">The kernel's name in its class.</param>
/// <param name="Run">Launches it: stream, what it reads, what it writes.</param>
public record KernelCase(string Name, Action<DeviceStream, DeviceArray<int>, DeviceArray<int>> Run)
{
    /// <summary>Elements of each array.</summary>
    public const int Length = 256;

    /// <summary>What is read: small numbers, each several times.</summary>
    public static int[] Input => [.. Enumerable.Range(0, Length).Select(i => i * 37 % 11)];

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A kernel that is wrong.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Error">What the CPU device says of it; null where it finds nothing.</param>
/// <param name="Finder">What has to look.</param>
/// <param name="Run">Launches it.</param>
/// <param name="Ends">Whether it ends on a GPU, however wrong, so that compute-sanitizer can look at it.</param>
/// <param name="File">Where it is listed, beside the kernels.</param>
public sealed record WrongKernel(
    string Name,
    KernelErrorKind? Error,
    Finder Finder,
    Action<DeviceStream, DeviceArray<int>, DeviceArray<int>> Run,
    bool Ends = true,
    [CallerFilePath] string File = "")
    : KernelCase(Name, Run);

/// <summary>What finds a wrong kernel.</summary>
public enum Finder
{
    /// <summary>The CPU device.</summary>
    CpuDevice,

    /// <summary>The CPU device, if it is made to check device memory.</summary>
    CpuDeviceWithMemory,

    /// <summary>Nothing.</summary>
    Nobody,
}
