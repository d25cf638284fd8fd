using Microsoft.CodeAnalysis;

namespace Moe.Generators.Declarations;

/// <summary>The folder that the files of CUDA places are relative to, so that they are the same on every machine.</summary>
internal static class ProjectDirectory
{
    /// <summary>The compiler's base directory, which is the project's; empty where it is not known.</summary>
    public static string Of(Compilation compilation)
        => (compilation.Options.SourceReferenceResolver as SourceFileResolver)?.BaseDirectory ?? "";
}
