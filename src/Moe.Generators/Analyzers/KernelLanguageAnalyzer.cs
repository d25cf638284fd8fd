using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cuda;
using Moe.Generators.Cuda.Lowering;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>Shows what the translation to CUDA refuses, as it is typed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelLanguageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.UnsupportedStatement,
        DiagnosticDescriptors.UnsupportedExpression,
        DiagnosticDescriptors.UnsupportedType,
        DiagnosticDescriptors.UnsupportedCall,
        DiagnosticDescriptors.UnsupportedMember,
        DiagnosticDescriptors.StaticState,
        DiagnosticDescriptors.Recursion,
        DiagnosticDescriptors.UnitCycle,
        DiagnosticDescriptors.ReferenceAcrossWait,
        DiagnosticDescriptors.MisplacedShared,
        DiagnosticDescriptors.SharedLength,
        DiagnosticDescriptors.GridInRouting,
        DiagnosticDescriptors.Reference,
        DiagnosticDescriptors.CheckedArithmetic,
        DiagnosticDescriptors.UnsupportedLayout,
        DiagnosticDescriptors.UnsupportedDeclaration,
        DiagnosticDescriptors.ShuffledSize,
        DiagnosticDescriptors.AtomicTarget,
        DiagnosticDescriptors.MisplacedRegisters,
        DiagnosticDescriptors.RegisterLength,
        DiagnosticDescriptors.RegistersEscape,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.IsStatic && !method.IsImplementingPart() && Places.IsPlainClass(method.ContainingType) && DeviceForms.Problem(method) is null
            && (method.IsDeviceMember() || method.Has(KnownNames.KernelAttribute)))
        {
            Report(context, CudaTranslator.TranslateMethod(method, context.Compilation, context.CancellationToken));
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.IsDeviceStruct())
        {
            Report(context, CudaTranslator.TranslateType(type, context.Compilation, context.CancellationToken));
        }
    }

    private static void Report(SymbolAnalysisContext context, Translation translation)
    {
        foreach (var diagnostic in translation.Diagnostics)
            context.ReportDiagnostic(diagnostic);
    }
}
