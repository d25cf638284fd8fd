using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Moe.Generators;

/// <summary>
/// One semantic model for each file of a compilation, for all its declarations: a model binds a body once, and a new one
/// would bind it again.
/// </summary>
internal static class SemanticModels
{
    // Kept no longer than the compilation.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Kept = new();

    /// <summary>The model of a file.</summary>
    public static SemanticModel Of(SyntaxTree file, Compilation compilation)
    {
        FilesRead.Note(file);
        return Kept.GetOrCreateValue(compilation).GetOrAdd(file, tree => compilation.GetSemanticModel(tree));
    }
}
