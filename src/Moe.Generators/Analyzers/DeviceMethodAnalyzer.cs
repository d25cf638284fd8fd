using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>A [Device] method stands where device code can call it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeviceMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.DeviceMethodPlace, DeclarationDescriptors.NotInClass];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        var type = method.ContainingType;
        if (!DeviceSymbols.Has(method, KnownNames.DeviceAttribute)
            || DeviceSymbols.Has(type, KnownNames.DeviceAttribute)
            || DeviceSymbols.Has(type, KnownNames.RoutingAttribute))
        {
            return;
        }

        if (!method.IsStatic || type.TypeKind != TypeKind.Class)
            Report(DeclarationDescriptors.DeviceMethodPlace, method.Name);
        else if (!Places.IsPlainClass(type))
            Report(DeclarationDescriptors.NotInClass, method.Name, "Device");

        void Report(DiagnosticDescriptor rule, params object[] arguments)
            => context.ReportDiagnostic(Diagnostic.Create(rule, method.Locations[0], arguments));
    }
}
