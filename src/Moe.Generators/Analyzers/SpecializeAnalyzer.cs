using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Moe.Generators.Analyzers;

/// <summary>A [Specialize] parameter is one of a kernel's, and of a type that C++ takes as a template argument.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecializeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.SpecializeOutsideKernel, DeclarationDescriptors.SpecializeType];

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
        if (!parameter.Has(KnownNames.SpecializeAttribute) || parameter.IsImplementingPart())
            return;
        if (!parameter.ContainingSymbol.Has(KnownNames.KernelAttribute))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.SpecializeOutsideKernel, parameter.Locations[0], parameter.Name,
                parameter.ContainingSymbol.Name));
        }
        else if (!IsConstantType(parameter.Type))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.SpecializeType, parameter.Locations[0], parameter.Name,
                parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                parameter.ContainingSymbol.Name));
        }
    }

    private static bool IsConstantType(ITypeSymbol type)
        => type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean;
}
