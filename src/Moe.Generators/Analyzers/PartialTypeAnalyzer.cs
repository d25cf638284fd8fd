using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>The types around what the generator writes a half for are partial.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartialTypeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.NotPartial];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    /// <summary>One finding for a type, however many kernels it has.</summary>
    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (FirstDeclaration(type) is not { } declaration)
            return;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax syntax
                && Partiality.FirstClosed(syntax) is { } closed)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DeclarationDescriptors.NotPartial, closed.Identifier.GetLocation(), closed.Identifier.ValueText,
                    declaration.Name));
                return;
            }
        }
    }

    /// <summary>The first thing of the type, itself or a method, that a half is written for.</summary>
    private static ISymbol? FirstDeclaration(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct when DeviceSymbols.Has(type, KnownNames.RoutingAttribute)
            || DeviceSymbols.Has(type, KnownNames.DeviceAttribute) => type,
        TypeKind.Class => type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m =>
            DeviceSymbols.Has(m, KnownNames.KernelAttribute) || DeviceSymbols.Has(m, KnownNames.DeviceAttribute)),
        _ => null,
    };
}
