namespace Moe.Generators.Cuda.Lowering;

/// <summary>Names files the same way on every machine.</summary>
internal static class ProjectPath
{
    /// <summary>The path below the project, with forward slashes; the bare file name where it is elsewhere.</summary>
    public static string Relative(string projectDirectory, string path)
    {
        string file = path.Replace('\\', '/');
        string directory = projectDirectory.Replace('\\', '/').TrimEnd('/') + "/";
        return directory.Length > 1 && file.StartsWith(directory, StringComparison.Ordinal)
            ? file.Substring(directory.Length)
            : file.Substring(file.LastIndexOf('/') + 1);
    }
}
