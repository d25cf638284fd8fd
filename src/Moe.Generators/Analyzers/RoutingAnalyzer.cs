using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Declarations;

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
        if (!type.Has(KnownNames.RoutingAttribute))
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
        if (method.Has(KnownNames.DispatchAttribute))
            Check("Dispatch", RoutingMethods.IsDispatch(method), DeclarationDescriptors.DispatchSignature);
        if (method.Has(KnownNames.CombineAttribute))
            Check("Combine", RoutingMethods.IsCombine(method), DeclarationDescriptors.CombineSignature);

        void Check(string attribute, bool fits, DiagnosticDescriptor signature)
        {
            if (!method.ContainingType.Has(KnownNames.RoutingAttribute))
                Report(context, DeclarationDescriptors.OutsideRouting, method.Name, attribute, method.ContainingType.Name);
            else if (!fits)
                Report(context, signature, method.Name);
        }
    }

    private static int Count(INamedTypeSymbol type, string attribute)
        => type.GetMembers().Count(m => m.Has(attribute));

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, params object[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(rule, context.Symbol.Locations[0], arguments));
}
