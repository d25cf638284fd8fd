using Microsoft.CodeAnalysis;

namespace Moe.Generators;

/// <summary>
/// Files as the compiler names them in debugging symbols: mapped by the project's PathMap, and here with forward slashes.
/// </summary>
internal static class SymbolFile
{
    public static string Of(string path, Compilation compilation)
        => (compilation.Options.SourceReferenceResolver?.NormalizePath(path, baseFilePath: null) ?? path)
            .Replace('\\', '/');

    /// <summary>The project's folder, with a slash at the end; empty where the compiler does not know it.</summary>
    public static string OfProject(Compilation compilation)
        => compilation.Options.SourceReferenceResolver is SourceFileResolver { BaseDirectory: { } directory }
            ? Of(directory.TrimEnd('/', '\\') + "/", compilation)
            : "";
}
