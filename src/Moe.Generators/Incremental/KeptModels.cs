using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Incremental;

/// <summary>
/// The models of attributed declarations, kept from one run of a driver to the next. The compiler asks for every model
/// again after each edit, for it cannot know what a model is made from. A model here is made from its own file, the
/// <see cref="Outline"/> of all, and the files into whose bodies was looked: while those are the same, so is it.
/// </summary>
/// <param name="read">Makes a declaration's model.</param>
internal sealed class KeptModels<TModel>(Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> read)
    where TModel : class
{
    // Kept no longer than the declaration, which an edit of its file replaces.
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <summary>The model of the declaration that an attribute stands on.</summary>
    public TModel? Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var outline = Outline.Of(compilation, cancellationToken);
        if (_entries.TryGetValue(context.TargetNode, out var kept)
            && kept.Outline.Equals(outline)
            && kept.Files.All(compilation.ContainsSyntaxTree))
        {
            return kept.Model;
        }

        TModel? model = null;
        var files = FilesRead.While(() => model = read(context, cancellationToken));
        _entries.Remove(context.TargetNode);
        _entries.Add(context.TargetNode, new Entry(model, outline, files));
        return model;
    }

    private sealed record Entry(TModel? Model, Outline Outline, IReadOnlyCollection<SyntaxTree> Files);
}
