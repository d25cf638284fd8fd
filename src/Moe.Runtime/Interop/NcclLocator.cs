using Moe.Runtime.Compilation;

namespace Moe.Runtime.Interop;

/// <summary>Finds NCCL.</summary>
internal static class NcclLocator
{
    /// <summary>Names a file or folder, instead of a search.</summary>
    public const string Variable = "MOE_NCCL";

    private const string Name = "libnccl.so.2";

    private static readonly Lazy<NcclLibrary> Found =
        new(() => Load(location: null), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The process's NCCL.</summary>
    /// <exception cref="LibraryNotFoundException">There is none, or it is too old; says what was tried.</exception>
    public static NcclLibrary Library => Found.Value;

    /// <summary>
    /// Loads NCCL: from the file or folder named by <paramref name="location"/> or else by <c>MOE_NCCL</c>; or, if
    /// neither names one, the one that the loader knows, or that lies in one of CUDA's usual folders.
    /// </summary>
    /// <param name="location">A file or folder, or null.</param>
    /// <exception cref="LibraryNotFoundException">There is none, or it is too old; says what was tried.</exception>
    public static NcclLibrary Load(string? location)
    {
        var failures = new List<string>();
        string? variable = Environment.GetEnvironmentVariable(Variable);
        string? named = location ?? (string.IsNullOrEmpty(variable) ? null : variable);
        foreach (string path in named is null ? Everywhere() : [FileAt(named)])
        {
            if (TryLoad(path, failures) is { } library)
                return library;
        }

        throw new LibraryNotFoundException(
            "NCCL",
            failures,
            $"Install NCCL {NcclVersion.Oldest.ToString(2)} or newer, or set {Variable} to the library or its folder. "
            + "Several GPUs need it.");
    }

    private static string FileAt(string location)
        => Directory.Exists(location) ? Path.Combine(location, Name) : location;

    private static IEnumerable<string> Everywhere()
        => CudaFolders.All().Select(folder => Path.Combine(folder, Name)).Prepend("libnccl.so").Prepend(Name);

    private static NcclLibrary? TryLoad(string path, List<string> failures)
    {
        try
        {
            var library = new NcclLibrary(path);
            if (library.Version >= NcclVersion.Oldest)
                return library;
            failures.Add($"{path}: it is NCCL {library.Version}, older than {NcclVersion.Oldest.ToString(2)}.");
        }
        catch (EntryPointNotFoundException)
        {
            failures.Add($"{path}: it is no NCCL, or much older than {NcclVersion.Oldest.ToString(2)}.");
        }
        catch (NcclException e)
        {
            failures.Add($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            failures.Add(LoaderFailure.Describe(path, e));
        }

        return null;
    }
}
