using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;

namespace Moe.Generators.Analyzers;

/// <summary>A [NoAlias] parameter is a kernel's, and a span or rows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoAliasAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.NoAliasPlace];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Parameter);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var parameter = (IParameterSymbol)context.Symbol;
        if (!parameter.Has(KnownNames.NoAliasAttribute)
            || parameter.IsImplementingPart()
            || parameter.ContainingSymbol.Has(KnownNames.KernelAttribute) && DeviceTypes.TwinOf(parameter.Type) is not null)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            DeclarationDescriptors.NoAliasPlace, parameter.Locations[0], parameter.Name, parameter.ContainingSymbol.Name));
    }
}
