using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>The process's CUDA driver, initialised.</summary>
internal static unsafe class CudaDriver
{
    // Without a lasting memory of failure: a driver may be named, or started, while the process runs.
    private static readonly Lazy<CudaLibrary> Started = new(Start, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The driver.</summary>
    /// <exception cref="LibraryNotFoundException">There is none, or it is too old; says what was tried.</exception>
    /// <exception cref="CudaException">It has no GPU, or does not work.</exception>
    public static CudaLibrary Library => Started.Value;

    /// <summary>How many GPUs the process sees.</summary>
    /// <inheritdoc cref="Library" path="/exception"/>
    public static int DeviceCount()
    {
        int count;
        Library.Check(Library.DeviceGetCount(&count), "counting GPUs");
        return count;
    }

    private static CudaLibrary Start()
    {
        var failures = new List<string>();
        var library = CudaLocator.Find(location: null, failures) ?? throw new LibraryNotFoundException(
            "The CUDA driver",
            failures,
            "Install NVIDIA's driver, 470 or newer, or set "
            + $"{CudaLocator.Variable} to the library of one that is there.");
        int result = library.Init(0);
        if (result != CudaResult.Success)
            throw library.Error(result, $"starting the driver {library.Path} of CUDA {library.Version}{Visible()}");
        return library;
    }

    // The commonest reason for no GPU where there is one.
    private static string Visible()
        => Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is { } visible
            ? $" with CUDA_VISIBLE_DEVICES '{visible}'"
            : "";
}
