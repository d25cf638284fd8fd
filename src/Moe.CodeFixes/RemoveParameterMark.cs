using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Takes [Specialize] or [NoAlias] away from a parameter of which it says nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveParameterMark : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [DeclarationDescriptors.SpecializeOutsideKernel.Id, DeclarationDescriptors.NoAliasPlace.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        bool isNoAlias = context.Diagnostics[0].Id == DeclarationDescriptors.NoAliasPlace.Id;
        var (mark, title) = isNoAlias
            ? (KnownNames.NoAliasAttribute, "Remove [NoAlias]")
            : (KnownNames.SpecializeAttribute, "Remove [Specialize]");
        var parameter = root!.FindNode(context.Span).FirstAncestorOrSelf<ParameterSyntax>();
        if (parameter is not null
            && model!.GetDeclaredSymbol(parameter, context.CancellationToken)?.Attribute(mark)
                ?.ApplicationSyntaxReference is { } reference)
        {
            var attribute = await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false);
            await Fix.RegisterAsync<ParameterSyntax>(
                context, title, (r, _) => Attributes.Remove(r, (AttributeSyntax)attribute))
                .ConfigureAwait(false);
        }
    }
}
