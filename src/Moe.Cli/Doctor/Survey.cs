using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;

namespace Moe.Cli;

/// <summary>Looks at this machine. It loads libraries and starts the driver, and opens no GPU.</summary>
internal static unsafe class Survey
{
    // A name that ends in _ stands for all that begin with it. Tokens and addresses of a launch are nobody's business.
    private static readonly string[] Telling =
    [
        CudaLocator.Variable, NvrtcLocator.Variable, NcclLocator.Variable, "MOE_CACHE_DIR", "MOE_DUMP_DIR",
        "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "CUDA_PATH", "CUDA_HOME", "LD_LIBRARY_PATH", "NCCL_",
    ];

    /// <summary>Takes it.</summary>
    public static Machine Take()
    {
        var machine = new Machine
        {
            Host = string.Create(
                CultureInfo.InvariantCulture,
                $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, "
                + $"{Environment.ProcessorCount} cores"),
            Hardware = NvidiaHardware.Look(),
            Driver = FindDriver(out var driver),
            Nvrtc = FindNvrtc(out var architectures),
            NvrtcArchitectures = architectures,
            Nccl = FindNccl(),
            Cache = FoundCache.Look(),
            Variables = Variables(),
        };
        if (driver is null)
            return machine;
        var gpus = new GpuSurvey(driver);
        return machine with { Gpus = gpus.Gpus, Links = gpus.Links };
    }

    // The driver only where it starts.
    private static FoundLibrary FindDriver(out CudaLibrary? driver)
    {
        var failures = new List<string>();
        driver = CudaLocator.Find(location: null, failures);
        if (driver is null)
            return new FoundLibrary(null, null, Tried("It was not found.", failures));
        var version = $"CUDA {driver.Version}";
        if (NvmlLibrary.Find()?.DriverVersion is { } own)
            version = $"{own}, {version}";
        var found = new FoundLibrary(version, LoadedFile.Of((nint)driver.Init) ?? driver.Path, Problem: null);
        int result = driver.Init(0);
        if (result == CudaResult.Success)
            return found;
        found = found with { Problem = driver.Error(result, "starting the driver").Message };
        driver = null;
        return found;
    }

    private static FoundLibrary FindNvrtc(out IReadOnlyList<string> architectures)
    {
        architectures = [];
        try
        {
            var nvrtc = NvrtcCompiler.Load();
            architectures = nvrtc.Architectures;
            return new FoundLibrary(
                nvrtc.Identity.Replace("NVRTC ", "", StringComparison.Ordinal),
                LoadedFile.Of(NativeLibrary.GetExport(nvrtc.Handle, "nvrtcVersion")),
                Problem: null);
        }
        catch (LibraryNotFoundException e)
        {
            return new FoundLibrary(null, null, e.Message);
        }
    }

    private static FoundLibrary FindNccl()
    {
        try
        {
            var nccl = NcclLocator.Library;
            return new FoundLibrary($"{nccl.Version}", LoadedFile.Of((nint)nccl.Send) ?? nccl.Path, Problem: null);
        }
        catch (LibraryNotFoundException e)
        {
            return new FoundLibrary(null, null, e.Message);
        }
    }

    private static string Tried(string problem, IEnumerable<string> failures)
        => $"{problem} Tried:" + string.Concat(failures.Select(line => $"\n  {line}"));

    private static string[] Variables()
        => [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => Tells((string)variable.Key))
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Order(StringComparer.Ordinal)];

    private static bool Tells(string name)
        => Array.Exists(
            Telling, known => known[^1] == '_' ? name.StartsWith(known, StringComparison.Ordinal) : name == known);
}
