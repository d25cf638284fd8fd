using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Analyzers;

/// <summary>
/// A [Device] property does not depend on the thread: a CPU body calls the CPU bodies of methods, which know their
/// thread, but reads properties as they stand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DevicePropertyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.PropertyOfThread];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Property);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (property.Has(KnownNames.DeviceAttribute)
            && !property.IsImplementingPart()
            && property.GetMethod is { } getter
            && Reachable.Any(
                getter,
                static (member, _) => DeviceSymbols.IsPerThread(member),
                context.Compilation,
                context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.PropertyOfThread, property.Locations[0], property.Name));
        }
    }
}
