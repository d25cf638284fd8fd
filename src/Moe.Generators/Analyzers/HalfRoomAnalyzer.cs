using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cpu;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>A type that the generator writes a half for has room for it: it is partial, and its name is free.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HalfRoomAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.NotPartial, DeclarationDescriptors.ReservedName];

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
        if (!Places.IsNameFree(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.ReservedName, type.Locations[0], type.Name));
        }

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
