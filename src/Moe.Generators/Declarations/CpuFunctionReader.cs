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
        var row = !waits && method.Has(KnownNames.KernelAttribute) ? new RowModel(Spelling.Parameters(method)) : null;
        var body = problem.Length == 0
            ? CpuBodyTranslator.Translate(declaration, isRow: row is not null, model, cancellationToken)
            : null;
        string signature = row is null
            ? SignatureOf(method, waits, isAsync: waits && body is not null)
            : RowSignatureOf(method, row);
        return new CpuFunction(signature, waits, body, problem, row);
    }

    private static string RowSignatureOf(IMethodSymbol method, RowModel row)
    {
        var parameters = row.Parameters.Select(p => $"{p.Type} {p.RowName}")
            .Prepend($"int {CpuBody.End}")
            .Prepend($"int {CpuBody.First}")
            .Prepend($"global::Moe.Dsl.KernelThread {CpuBody.Thread}");
        var types = method.TypeParameters.Select(t => Spelling.Identifier(t.Name)).Append(CpuBody.Watch);
        var constraints = Spelling.Constraints(method.TypeParameters)
            .Append($"where {CpuBody.Watch} : struct, global::Moe.Dsl.IWatch")
            .Select(c => " " + c);
        string kind = row.Parameters.Any(p => IsUnsafe(p.Type)) ? "static unsafe" : "static";
        return $"{Spelling.AccessibilityOf(method)} {kind} void {method.Name}{KnownNames.CpuSuffix}"
            + $"<{string.Join(", ", types)}>({string.Join(", ", parameters)}){string.Concat(constraints)}";
    }

    private static string SignatureOf(IMethodSymbol method, bool waits, bool isAsync)
    {
        string accessibility = Spelling.AccessibilityOf(method);
        string kind = method.IsStatic ? " static" : method.IsReadOnly && !method.ContainingType.IsReadOnly ? " readonly" : "";
        string returned = (isAsync ? " async " : " ") + (waits ? TaskOf(method) : ReturnTypeOf(method));
        var declared = Spelling.Parameters(method);

        if (IsUnsafe(returned) || declared.Any(p => IsUnsafe(p.Type)))
            kind += " unsafe";
        var parameters = declared.Select(p => p.Declaration)
            .Prepend($"global::Moe.Dsl.KernelThread {CpuBody.Thread}");
        var constraints = Spelling.Constraints(method.TypeParameters).Select(c => " " + c);
        return $"{accessibility}{kind}{returned} {method.Name}{KnownNames.CpuSuffix}"
            + $"{Spelling.TypeParameters(method.TypeParameters)}({string.Join(", ", parameters)}){string.Concat(constraints)}";
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
