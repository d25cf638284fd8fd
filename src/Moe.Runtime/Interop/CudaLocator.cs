namespace Moe.Runtime.Interop;

/// <summary>
/// Finds the CUDA driver's library, which NVIDIA's driver installs; the CUDA toolkit has only a stub of it.
/// </summary>
internal static class CudaLocator
{
    /// <summary>Names a file, instead of a search.</summary>
    public const string Variable = "MOE_CUDA_DRIVER";

    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? ["nvcuda.dll"]
        : ["libcuda.so.1", "libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1", "/usr/local/nvidia/lib64/libcuda.so.1"];

    /// <summary>
    /// Loads the driver's library: the file named by <paramref name="location"/> or else by <c>MOE_CUDA_DRIVER</c>; or,
    /// if neither names one, the one that the loader knows, or that lies where WSL and containers put it.
    /// </summary>
    /// <param name="location">A file, or null.</param>
    /// <param name="failures">Gets a sentence for everything tried that gave none.</param>
    /// <returns>The library, or null where nothing gave one.</returns>
    public static CudaLibrary? Find(string? location, ICollection<string> failures)
    {
        var variable = Environment.GetEnvironmentVariable(Variable);
        var named = location ?? (string.IsNullOrEmpty(variable) ? null : variable);
        foreach (var path in named is null ? Names : [named])
        {
            try
            {
                return new CudaLibrary(path);
            }
            catch (EntryPointNotFoundException)
            {
                failures.Add($"{path}: it is no CUDA driver, or older than CUDA 11.4.");
            }
            catch (CudaException e)
            {
                failures.Add($"{path}: {e.Message}");
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                failures.Add(LoaderFailure.Describe(path, e));
            }
        }

        return null;
    }
}
