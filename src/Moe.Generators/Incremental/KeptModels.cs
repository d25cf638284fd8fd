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
    // Kept no longer than the declaration, which an edit of its file replaces. Drivers that come from one share the
    // table, and may run at once: what one leaves there, the other finds right or reads again.
    private readonly ConditionalWeakTable<SyntaxNode, StrongBox<Entry?>> _entries = new();

    /// <summary>The model of the declaration that an attribute stands on.</summary>
    public TModel? Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var outline = Outline.Of(compilation, cancellationToken);
        var place = _entries.GetOrCreateValue(context.TargetNode);
        if (place.Value is { } kept
            && kept.Outline.Equals(outline)
            && kept.Files.All(compilation.ContainsSyntaxTree))
        {
            return kept.Model;
        }

        TModel? model = null;
        var files = FilesRead.While(() => model = read(context, cancellationToken));
        place.Value = new Entry(model, outline, files);
        return model;
    }

    private sealed record Entry(TModel? Model, Outline Outline, IReadOnlyCollection<SyntaxTree> Files);
}
