using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Moe.Generators.Analyzers;

/// <summary>A kernel's launch bounds are ones that a GPU has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LaunchBoundsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.MaxThreadsRange, DeclarationDescriptors.MinBlocksRange];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (context.Symbol.Attribute(KnownNames.KernelAttribute) is not { } attribute
            || context.Symbol.IsImplementingPart())
            return;
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) as AttributeSyntax;
        foreach (var bound in attribute.NamedArguments)
        {
            if (bound is { Key: "MaxThreads", Value.Value: < 1 or > 1024 })
                Report(DeclarationDescriptors.MaxThreadsRange, bound);
            else if (bound is { Key: "MinBlocks", Value.Value: < 0 })
                Report(DeclarationDescriptors.MinBlocksRange, bound);
        }

        void Report(DiagnosticDescriptor rule, KeyValuePair<string, TypedConstant> bound)
        {
            var argument = syntax?.ArgumentList?.Arguments
                .FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == bound.Key);
            context.ReportDiagnostic(
                Diagnostic.Create(rule, argument?.GetLocation(), bound.Value.Value, context.Symbol.Name));
        }
    }
}
