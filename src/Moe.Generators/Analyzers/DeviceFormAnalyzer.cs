using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Analyzers;

/// <summary>A [Kernel] or [Device] member is one of those that CUDA has: no operator, indexer or accessor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeviceFormAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DiagnosticDescriptors.UnsupportedDeclaration];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method, SymbolKind.Property);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var member = context.Symbol;
        if ((member.Has(KnownNames.DeviceAttribute) || member.Has(KnownNames.KernelAttribute))
            && !member.IsImplementingPart()
            && DeviceForms.Problem(member) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.UnsupportedDeclaration, member.Locations[0], member.Display(), problem));
        }
    }
}
