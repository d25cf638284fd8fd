namespace Moe.Runtime.Interop;

/// <summary>Where CUDA's installers and packages put libraries.</summary>
internal static class CudaFolders
{
    /// <summary>The folders, there or not.</summary>
    public static IEnumerable<string> All()
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
