using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;

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
        if (DeviceSymbols.Find(context.Symbol, KnownNames.KernelAttribute) is not { } attribute)
            return;
        var place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
        foreach (var bound in attribute.NamedArguments)
        {
            if (bound is { Key: "MaxThreads", Value.Value: < 1 or > 1024 })
                Report(DeclarationDescriptors.MaxThreadsRange, bound.Value.Value);
            else if (bound is { Key: "MinBlocks", Value.Value: < 0 })
                Report(DeclarationDescriptors.MinBlocksRange, bound.Value.Value);
        }

        void Report(DiagnosticDescriptor rule, object? value)
            => context.ReportDiagnostic(Diagnostic.Create(rule, place, value));
    }
}
