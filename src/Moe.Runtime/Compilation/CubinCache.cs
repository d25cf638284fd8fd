namespace Moe.Runtime.Compilation;

/// <summary>
/// Machine code kept on disk. Several processes may share a folder. A file that is damaged, or somebody else's, is as
/// good as none and is replaced. A folder that cannot be read or written only costs time; the first failure is said
/// once on standard error, and kept in <see cref="Failure"/>.
/// </summary>
public sealed class CubinCache
{
    private Exception? _failure;

    /// <summary>A cache in a folder, which is made at the first write.</summary>
    /// <param name="folder">The folder.</param>
    public CubinCache(string folder) => Folder = Path.GetFullPath(folder);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Why the folder could not be read or written, the first time it could not; else null.</summary>
    public Exception? Failure => _failure;

    /// <summary>
    /// The cache where the environment says: <c>MOE_CACHE_DIR</c>; or else <c>moe</c> in <c>XDG_CACHE_HOME</c>, or in
    /// <c>~/.cache</c>, or on Windows in the local application data.
    /// </summary>
    public static CubinCache FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("MOE_CACHE_DIR") is { Length: > 0 } folder)
            return new CubinCache(folder);
        if (OperatingSystem.IsWindows())
            return new CubinCache(Path.Combine(Home(Environment.SpecialFolder.LocalApplicationData), "moe", "cache"));

        // The XDG specification has a relative path ignored.
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathFullyQualified(caches ?? ""))
            caches = Path.Combine(Home(Environment.SpecialFolder.UserProfile), ".cache");
        return new CubinCache(Path.Combine(caches!, "moe"));
    }

    /// <summary>Reads what is kept under a key.</summary>
    /// <returns>The compilation, or null where there is none.</returns>
    internal CompiledCuda? Find(CubinKey key)
    {
        try
        {
            return CubinFile.Read(key, File.ReadAllBytes(PathOf(key)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(e);
            return null;
        }
    }

    /// <summary>Keeps a compilation, unless another process kept one meanwhile.</summary>
    /// <returns>What is kept now: the one given, or the other process's.</returns>
    internal CompiledCuda Keep(CubinKey key, CompiledCuda compiled)
    {
        if (Find(key) is { } faster)
            return faster;
        try
        {
            // Two that get here at the same moment write one after the other, each a whole file of the same worth.
            WholeFile.Write(PathOf(key), CubinFile.Write(key, compiled));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(e);
        }

        return compiled;
    }

    // Where an account has no home, containers say its home is the root.
    private static string Home(Environment.SpecialFolder folder)
        => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? home
            : Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/";

    private string PathOf(CubinKey key) => Path.Combine(Folder, key.Hash + ".cubin");

    private void Report(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
        {
            Console.Error.WriteLine(
                $"Moe cannot keep compiled kernels in {Folder}, so each process compiles them anew. Set MOE_CACHE_DIR "
                + $"to a folder that can be written. {failure.Message}");
        }
    }
}
