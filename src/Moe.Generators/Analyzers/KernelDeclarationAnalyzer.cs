using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>A kernel is declared so that it can be launched by its name, with values.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelDeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationDescriptors.KernelNotStatic,
        DeclarationDescriptors.KernelReturnsValue,
        DeclarationDescriptors.NotInClass,
        DeclarationDescriptors.KernelOverloaded,
        DeclarationDescriptors.KernelReference,
        DeclarationDescriptors.HiddenType,
        DeclarationDescriptors.TypeParameterNotUnmanaged,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var kernel = (IMethodSymbol)context.Symbol;
        if (!kernel.Has(KnownNames.KernelAttribute) || kernel.IsImplementingPart())
            return;
        if (!kernel.IsStatic)
            Report(DeclarationDescriptors.KernelNotStatic, kernel, kernel.Name);
        if (!kernel.ReturnsVoid)
            Report(DeclarationDescriptors.KernelReturnsValue, kernel, kernel.Name);
        if (!Places.IsPlainClass(kernel.ContainingType))
            Report(DeclarationDescriptors.NotInClass, kernel, kernel.Name, "Kernel");
        if (kernel.ContainingType.GetMembers(kernel.Name).Length > 1)
            Report(DeclarationDescriptors.KernelOverloaded, kernel, kernel.Name);
        foreach (var parameter in kernel.TypeParameters.Where(p => !p.HasUnmanagedTypeConstraint))
            Report(DeclarationDescriptors.TypeParameterNotUnmanaged, parameter, parameter.Name, kernel.Name);
        foreach (var parameter in kernel.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                Report(DeclarationDescriptors.KernelReference, parameter, parameter.Name, kernel.Name);
            if (!Places.IsReachable(parameter.Type, context.Compilation))
                Report(DeclarationDescriptors.HiddenType, parameter, parameter.Type.Name, kernel.Name);
        }

        void Report(DiagnosticDescriptor rule, ISymbol place, params object[] arguments)
            => context.ReportDiagnostic(Diagnostic.Create(rule, place.Locations[0], arguments));
    }
}
