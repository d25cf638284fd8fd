using Moe.Runtime.Compilation;

namespace Moe.Cli;

/// <summary>The folder of compiled kernels.</summary>
/// <param name="Folder">Where it is, or will be.</param>
/// <param name="Kernels">How many kernels are in it.</param>
/// <param name="Bytes">How large they are together.</param>
/// <param name="Problem">Why none can be kept there; null where they can.</param>
internal sealed record FoundCache(string Folder, int Kernels, long Bytes, string? Problem)
{
    /// <summary>Looks where the environment says, and tries to write there.</summary>
    public static FoundCache Look()
    {
        string folder = CubinCache.FromEnvironment().Folder;
        try
        {
            var files = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("*.cubin") : [];
            Probe(Existing(folder));
            return new FoundCache(folder, files.Length, files.Sum(file => file.Length), Problem: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FoundCache(folder, 0, 0, e.Message);
        }
    }

    // The folder is made at the first write: until then what counts is the one that it will be made in.
    private static string Existing(string folder)
        => Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : Existing(parent);

    private static void Probe(string folder)
    {
        string file = Path.Combine(folder, Path.GetRandomFileName());
        new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
    }
}
