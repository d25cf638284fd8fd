using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;

namespace Moe.Generators.Analyzers;

/// <summary>A routing has the methods that its interface is implemented with.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationDescriptors.DispatchCount,
        DeclarationDescriptors.DispatchSignature,
        DeclarationDescriptors.CombineCount,
        DeclarationDescriptors.CombineSignature,
        DeclarationDescriptors.OutsideRouting,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!DeviceSymbols.Has(type, KnownNames.RoutingAttribute))
            return;
        int dispatches = Count(type, KnownNames.DispatchAttribute);
        if (dispatches != 1)
            Report(context, DeclarationDescriptors.DispatchCount, type.Name, dispatches);
        int combines = Count(type, KnownNames.CombineAttribute);
        if (combines > 1)
            Report(context, DeclarationDescriptors.CombineCount, type.Name, combines);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (DeviceSymbols.Has(method, KnownNames.DispatchAttribute))
        {
            Check(context, method, "Dispatch", DeclarationDescriptors.DispatchSignature,
                Is(method.ReturnType, "Moe.Dsl.Destination")
                && method.Parameters.Length == 1 && Takes(method.Parameters[0], "Moe.Dsl.Assignment"));
        }

        if (DeviceSymbols.Has(method, KnownNames.CombineAttribute))
        {
            Check(context, method, "Combine", DeclarationDescriptors.CombineSignature,
                Is(method.ReturnType, "float")
                && method.Parameters.Length == 2 && method.Parameters.All(p => Takes(p, "float")));
        }
    }

    private static void Check(
        SymbolAnalysisContext context, IMethodSymbol method, string attribute, DiagnosticDescriptor signature, bool fits)
    {
        if (!DeviceSymbols.Has(method.ContainingType, KnownNames.RoutingAttribute))
            Report(context, DeclarationDescriptors.OutsideRouting, method.Name, attribute);
        else if (!fits || method.IsStatic || method.IsGenericMethod)
            Report(context, signature, method.Name);
    }

    private static int Count(INamedTypeSymbol type, string attribute)
        => type.GetMembers().Count(m => DeviceSymbols.Has(m, attribute));

    private static bool Takes(IParameterSymbol parameter, string type)
        => parameter.RefKind == RefKind.None && Is(parameter.Type, type);

    private static bool Is(ITypeSymbol type, string name) => type.ToDisplayString() == name;

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, params object[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(rule, context.Symbol.Locations[0], arguments));
}
