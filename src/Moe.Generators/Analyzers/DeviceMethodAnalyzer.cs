using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Cuda.Lowering;
using Moe.Generators.Declarations;

namespace Moe.Generators.Analyzers;

/// <summary>A [Device] method or property stands where device code can call it.</summary>
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
        context.RegisterSymbolAction(Analyze, SymbolKind.Method, SymbolKind.Property);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = context.Symbol;
        var type = method.ContainingType;
        if (!method.Has(KnownNames.DeviceAttribute)
            || method.IsImplementingPart()
            || DeviceForms.Problem(method) is not null
            || type.IsDeviceStruct()
            || (type.TypeKind == TypeKind.Interface && type.Has(KnownNames.DeviceAttribute)))
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
