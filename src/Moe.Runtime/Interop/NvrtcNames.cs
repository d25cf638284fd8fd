namespace Moe.Runtime.Interop;

/// <summary>What NVRTC's files are called, and where CUDA installs them.</summary>
internal static class NvrtcNames
{
    /// <summary>The names that a loader may know, newest first. From 11.2 on, every 11.x says 11.2.</summary>
    public static IReadOnlyList<string> Loader { get; } = OperatingSystem.IsWindows()
        ? ["nvrtc64_130_0.dll", "nvrtc64_120_0.dll", "nvrtc64_112_0.dll"]
        : ["libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so"];

    /// <summary>What its file matches in a folder, whatever the version.</summary>
    public static string Pattern { get; } = OperatingSystem.IsWindows() ? "nvrtc64_*_0.dll" : "libnvrtc.so*";

    /// <summary>The library of built-in functions that an NVRTC opens by name.</summary>
    public static string Builtins(Version version) => OperatingSystem.IsWindows()
        ? $"nvrtc-builtins64_{version.Major}{version.Minor}.dll"
        : $"libnvrtc-builtins.so.{version.Major}.{version.Minor}";

    /// <summary>The folders where CUDA's installers and packages put it, there or not.</summary>
    public static IEnumerable<string> Folders()
    {
        string[] within = OperatingSystem.IsWindows() ? ["bin", Path.Combine("bin", "x64")] : ["lib64", "lib"];
        return Roots().SelectMany(root => within.Select(folder => Path.Combine(root, folder)))
            .Concat(OperatingSystem.IsWindows() ? [] : Matching("/usr/lib", "*-linux-gnu"));
    }

    private static IEnumerable<string> Roots()
    {
        foreach (var variable in (string[])["CUDA_PATH", "CUDA_HOME"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } root)
                yield return root;
        }

        if (OperatingSystem.IsWindows())
        {
            var programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
            foreach (var root in Matching(Path.Combine(programs, "NVIDIA GPU Computing Toolkit", "CUDA"), "v*"))
                yield return root;
        }
        else
        {
            yield return "/usr/local/cuda";
            foreach (var root in Matching("/usr/local", "cuda-*"))
                yield return root;
            yield return "/opt/cuda";
        }
    }

    private static string[] Matching(string folder, string pattern)
        => Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern) : [];
}
