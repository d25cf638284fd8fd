namespace Moe.Runtime.Interop;

/// <summary>Finds an NVRTC to compile with.</summary>
internal static class NvrtcLocator
{
    /// <summary>Names a file or folder, instead of a search.</summary>
    public const string Variable = "MOE_NVRTC";

    /// <summary>
    /// Loads the newest NVRTC there is whose machine code the driver takes: the file or folder named by
    /// <paramref name="location"/> or else by <c>MOE_NVRTC</c>; or, if neither names one, of those that the loader
    /// knows, in CUDA's usual folders, and in a folder <c>.nvrtc</c> beside the application or above it.
    /// </summary>
    /// <param name="location">A file or folder, or null.</param>
    /// <param name="driver">The newest CUDA that the driver supports, or null where there is no driver.</param>
    /// <param name="failures">Gets a sentence for everything tried that gave none.</param>
    /// <returns>The library, or null where nothing gave one.</returns>
    public static NvrtcLibrary? Find(string? location, Version? driver, ICollection<string> failures)
    {
        var variable = Environment.GetEnvironmentVariable(Variable);
        var named = location ?? (string.IsNullOrEmpty(variable) ? null : variable);
        NvrtcLibrary? newest = null;
        foreach (var path in named is null ? Everywhere(failures) : At(named, failures))
        {
            if (Load(path, failures) is not { } found)
                continue;

            // Within one major version a driver takes the machine code of every minor one.
            if (found.Version.Major > driver?.Major)
            {
                failures.Add($"{path}: it is NVRTC {found.Version}, and the driver supports CUDA {driver} at most.");
                found.Dispose();
                continue;
            }

            if (newest is null || found.Version > newest.Version)
                (newest, found) = (found, newest);
            found?.Dispose();
        }

        return newest;
    }

    private static IEnumerable<string> Everywhere(ICollection<string> failures)
        => NvrtcNames.Loader
            .Concat(CudaFolders.All().SelectMany(folder => In(folder, failures)))
            .Concat(BesideApplication(failures));

    private static string[] At(string location, ICollection<string> failures)
        => File.Exists(location) ? [Path.GetFullPath(location)] : In(location, failures);

    private static IEnumerable<string> BesideApplication(ICollection<string> failures)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var nvrtc = Path.Combine(folder.FullName, ".nvrtc");
            if (!Directory.Exists(nvrtc))
                continue;
            foreach (var file in In(nvrtc, failures))
                yield return file;
            yield break;
        }

        failures.Add($".nvrtc: no such folder in {AppContext.BaseDirectory} or above it.");
    }

    private static string[] In(string folder, ICollection<string> failures)
    {
        if (!Directory.Exists(folder))
        {
            failures.Add($"{folder}: no such file or folder.");
            return [];
        }

        // A file and the links to it are one library.
        var files = Directory.GetFiles(folder, NvrtcNames.Pattern)
            .Order(StringComparer.Ordinal)
            .DistinctBy(file => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file)
            .ToArray();
        if (files.Length == 0)
            failures.Add($"{folder}: holds no {NvrtcNames.Pattern}.");
        return Array.ConvertAll(files, Path.GetFullPath);
    }

    private static NvrtcLibrary? Load(string path, ICollection<string> failures)
    {
        try
        {
            return new NvrtcLibrary(path);
        }
        catch (EntryPointNotFoundException)
        {
            failures.Add($"{path}: it is no NVRTC, or older than 11.2.");
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            failures.Add(LoaderFailure.Describe(path, e));
            return null;
        }
    }
}
