using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.CodeFixes;
using Moe.Generators.Analyzers;

namespace Moe.Generators.Tests.Diagnostics;

/// <summary>All analyzers, what they report, and what mends it, as a compiler and an editor find them.</summary>
internal static class Catalog
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
        [.. MarkedBy<DiagnosticAnalyzerAttribute>(typeof(MoeGenerator).Assembly).Cast<DiagnosticAnalyzer>()];

    public static IReadOnlyList<CodeFixProvider> Fixes { get; } =
        [.. MarkedBy<ExportCodeFixProviderAttribute>(typeof(MakeTypePartial).Assembly).Cast<CodeFixProvider>()];

    /// <summary>What the analyzers report, by rising id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(d => d.Id).OrderBy(d => d.Id)];

    /// <summary>The descriptors that the code declares.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Declared { get; } =
    [
        .. new[] { typeof(DiagnosticDescriptors), typeof(DeclarationDescriptors) }
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id),
    ];

    /// <summary>The ids, one a test case.</summary>
    public static IEnumerable<object[]> Ids => Descriptors.Select(d => new object[] { d.Id });

    private static IEnumerable<object?> MarkedBy<TAttribute>(Assembly assembly)
        where TAttribute : Attribute
        => assembly.GetTypes().Where(t => t.GetCustomAttribute<TAttribute>() is not null).Select(Activator.CreateInstance);
}
