using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cpu;
using Moe.Generators.Cuda;

namespace Moe.Generators.Declarations;

/// <summary>Reads the CPU body of a kernel or a device method.</summary>
internal static class CpuFunctionReader
{
    /// <summary>Reads a method that has a body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="problem">What its CUDA translation found; then there is no CPU body either.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static CpuFunction Read(
        IMethodSymbol method,
        MethodDeclarationSyntax declaration,
        string problem,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        // Its callers await it whether or not it is in error.
        bool waits = Waiting.CanWait(method, model.Compilation, cancellationToken);
        bool isRow = !waits && method.Has(KnownNames.KernelAttribute);
        var index = isRow && problem.Length == 0 ? RowIndex.Of(declaration, model, cancellationToken) : null;
        var body = problem.Length == 0
            ? CpuBodyTranslator.Translate(declaration, isRow, index, model, cancellationToken)
            : null;
        var row = isRow ? RowOf(method, body is null ? null : index) : null;
        string signature = row is null
            ? SignatureOf(method, waits, isAsync: waits && body is not null)
            : RowSignatureOf(method, row);
        var loop = body is not null && row is null && !waits && HasLoop(declaration) ? LoopOf(method) : null;
        return new CpuFunction(signature, waits, body, problem, row, loop);
    }

    private static RowModel RowOf(IMethodSymbol method, RowIndex? index)
    {
        var parameters = Spelling.Parameters(method);
        return new RowModel(parameters, index is null
            ? null
            : new RowIndexModel(index.Spans.Select(span => parameters[span.Ordinal]).ToImmutableArray(), index.IsSure));
    }

    private static bool HasLoop(MethodDeclarationSyntax declaration)
        => declaration.DescendantNodes().Any(node => node is ForStatementSyntax or CommonForEachStatementSyntax
            or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>How a method with a loop is compiled; null where it is handed no memory.</summary>
    private static LoopModel? LoopOf(IMethodSymbol method)
    {
        var parameters = Spelling.Parameters(method);
        if (!parameters.Any(LoopModel.Copies))
            return null;
        string name = $"__{method.Name}{KnownNames.CpuSuffix}";
        var declared = parameters
            .Select(p => $"{p.Modifier}{p.Type} {(LoopModel.Copies(p) ? p.GivenName : p.Name)}")
            .Prepend($"global::Moe.Dsl.KernelThread {CpuBody.Thread}");
        var types = method.TypeParameters.Select(t => Spelling.Identifier(t.Name)).ToImmutableArray();
        string signature = $"private{KindOf(method)} {ReturnTypeOf(method)} {name}"
            + $"<{string.Join(", ", types.Add(CpuBody.Watch))}>({string.Join(", ", declared)}){WatchedConstraints(method)}";
        return new LoopModel(name, signature, types, parameters, !method.ReturnsVoid);
    }

    private static string RowSignatureOf(IMethodSymbol method, RowModel row)
    {
        var parameters = row.Parameters.Select(p => $"{p.Type} {p.GivenName}")
            .Prepend($"int {CpuBody.End}")
            .Prepend($"int {CpuBody.First}")
            .Prepend($"global::Moe.Dsl.KernelThread {CpuBody.Thread}");
        var types = method.TypeParameters.Select(t => Spelling.Identifier(t.Name)).Append(CpuBody.Watch);
        string kind = row.Parameters.Any(p => IsUnsafe(p.Type)) ? "static unsafe" : "static";
        return $"{Spelling.AccessibilityOf(method)} {kind} void {method.Name}{KnownNames.CpuSuffix}"
            + $"<{string.Join(", ", types)}>({string.Join(", ", parameters)}){WatchedConstraints(method)}";
    }

    private static string WatchedConstraints(IMethodSymbol method)
        => string.Concat(Spelling.Constraints(method.TypeParameters)
            .Append($"where {CpuBody.Watch} : struct, global::Moe.Dsl.IWatch")
            .Select(c => " " + c));

    private static string SignatureOf(IMethodSymbol method, bool waits, bool isAsync)
    {
        string accessibility = Spelling.AccessibilityOf(method);
        string returned = (isAsync ? " async " : " ") + (waits ? TaskOf(method) : ReturnTypeOf(method));
        var parameters = Spelling.Parameters(method).Select(p => p.Declaration)
            .Prepend($"global::Moe.Dsl.KernelThread {CpuBody.Thread}");
        var constraints = Spelling.Constraints(method.TypeParameters).Select(c => " " + c);
        return $"{accessibility}{KindOf(method)}{returned} {method.Name}{KnownNames.CpuSuffix}"
            + $"{Spelling.TypeParameters(method.TypeParameters)}({string.Join(", ", parameters)}){string.Concat(constraints)}";
    }

    private static string KindOf(IMethodSymbol method)
    {
        string kind = method.IsStatic ? " static" : method.IsReadOnly && !method.ContainingType.IsReadOnly ? " readonly" : "";
        bool isUnsafe = method.Parameters.Select(p => p.Type).Append(method.ReturnType)
            .Any(type => IsUnsafe(DeviceTypes.NameOf(type)));
        return isUnsafe ? kind + " unsafe" : kind;
    }

    // Pointers are refused, but declared.
    private static bool IsUnsafe(string type) => type.Contains('*');

    private static string TaskOf(IMethodSymbol method)
        => method.ReturnsVoid
            ? "global::Moe.Dsl.KernelTask"
            : $"global::Moe.Dsl.KernelTask<{DeviceTypes.NameOf(method.ReturnType)}>";

    private static string ReturnTypeOf(IMethodSymbol method)
        => method.ReturnsVoid ? "void" : DeviceTypes.NameOf(method.ReturnType);
}
