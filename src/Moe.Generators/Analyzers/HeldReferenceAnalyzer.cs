using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;

namespace Moe.Generators.Analyzers;

/// <summary>Device code does not hold a reference to an element while it waits: a CPU body cannot.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeldReferenceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.HeldReference];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (context.ContainingSymbol is not IMethodSymbol method
            || !(method.IsDeviceMember() || method.Has(KnownNames.KernelAttribute)))
        {
            return;
        }

        var declaration = (MethodDeclarationSyntax)context.Node;
        foreach (var element in HeldReferences.In(declaration, context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.HeldReference, element.GetLocation(), element.ToString(), method.Name));
        }
    }
}
