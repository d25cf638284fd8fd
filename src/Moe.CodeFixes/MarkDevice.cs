using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators;

namespace Moe.CodeFixes;

/// <summary>Marks the author's own type, method or property that device code uses [Device].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MarkDevice : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticDescriptors.UnsupportedType.Id,
        DiagnosticDescriptors.UnsupportedCall.Id,
        DiagnosticDescriptors.UnsupportedMember.Id,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var node = root!.FindNode(context.Span, getInnermostNodeForTie: true);
        bool isType = context.Diagnostics[0].Id == DiagnosticDescriptors.UnsupportedType.Id;
        var symbol = isType ? TypeAt(node, model!, context.CancellationToken) : MemberAt(node, model!, context.CancellationToken);
        string? kind = symbol switch
        {
            INamedTypeSymbol => "type",
            IMethodSymbol => "method",
            IPropertySymbol => "property",
            _ => null,
        };
        if (kind is not null)
            await Fix.RegisterAsync<MemberDeclarationSyntax>(context, $"Mark the {kind} [Device]", symbol!, WithDevice)
                .ConfigureAwait(false);
    }

    /// <summary>A method or property that can be device code: a static one of a class, or one of a device struct.</summary>
    private static ISymbol? MemberAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
        => model.GetSymbolInfo(node, cancellationToken).Symbol?.OriginalDefinition switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method when CanBeDevice(method) => method,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property when CanBeDevice(property) => property,
            _ => null,
        };

    private static bool CanBeDevice(ISymbol member)
        => !member.Has(KnownNames.DeviceAttribute)
            && (member.ContainingType.IsDeviceStruct()
                || member.IsStatic && member.ContainingType is { TypeKind: TypeKind.Class, IsGenericType: false });

    /// <summary>The author's own struct or enum among the type at a place and its type arguments.</summary>
    private static INamedTypeSymbol? TypeAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        var type = model.GetDeclaredSymbol(node, cancellationToken) switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IMethodSymbol method => method.ReturnType,
            _ => model.GetTypeInfo(node, cancellationToken).Type,
        };
        return type is not INamedTypeSymbol named
            ? null
            : named.TypeArguments.OfType<INamedTypeSymbol>().Prepend(named)
                .Select(t => t.OriginalDefinition).FirstOrDefault(IsUnmarked);
    }

    private static bool IsUnmarked(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Enum } or { TypeKind: TypeKind.Struct, IsUnmanagedType: true, IsRefLikeType: false }
            && !type.Has(KnownNames.DeviceAttribute) && !type.IsDeviceStruct();

    private static SyntaxNode WithDevice(SyntaxNode root, MemberDeclarationSyntax declaration)
    {
        var marked = Attributes.Add(declaration, KnownNames.DeviceAttribute);
        if (marked is TypeDeclarationSyntax type && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            marked = Modifiers.Add(type, SyntaxKind.PartialKeyword, type.Modifiers.Count);
        return root.ReplaceNode(declaration, marked);
    }
}
