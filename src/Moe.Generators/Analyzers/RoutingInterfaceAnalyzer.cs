using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;

namespace Moe.Generators.Analyzers;

/// <summary>
/// The author of a routing names its interface. The generated half names it too, so the syntax is asked, not the symbol.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutingInterfaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.RoutingWithoutInterface];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            Analyze, SyntaxKind.StructDeclaration, SyntaxKind.RecordStructDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (context.ContainingSymbol is INamedTypeSymbol type
            && DeviceSymbols.Find(type, KnownNames.RoutingAttribute) is { ApplicationSyntaxReference: { } attribute }
            && attribute.SyntaxTree == declaration.SyntaxTree
            && declaration.Span.Contains(attribute.Span)
            && !NamesInterface(declaration, context.SemanticModel))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.RoutingWithoutInterface, declaration.Identifier.GetLocation(), type.Name));
        }
    }

    private static bool NamesInterface(TypeDeclarationSyntax declaration, SemanticModel model)
        => declaration.BaseList?.Types.Any(t => model.GetTypeInfo(t.Type).Type is INamedTypeSymbol type
            && type.AllInterfaces.Prepend(type).Any(i => i.ToDisplayString() == KnownNames.RoutingInterface)) == true;
}
