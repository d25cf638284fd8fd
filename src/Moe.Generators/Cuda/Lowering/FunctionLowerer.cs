using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Lowers a kernel, a device function, or a member function.</summary>
internal sealed class FunctionLowerer(UnitScope unit, ISymbol owner)
{
    /// <summary>The function; null, and a diagnostic, where it has no body.</summary>
    public FunctionDeclaration? Lower(IMethodSymbol method)
    {
        var location = method.Locations[0];
        if (unit.BodyOf(method) is not { } body)
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, location, method.Display(), "it has no body. Write one.");
            return null;
        }

        unit.NoteErrors(body);
        if (Interruptions.In(method, body) is { } interruption)
        {
            unit.Report(
                interruption.Where is IReturnOperation
                    ? DiagnosticDescriptors.UnsupportedStatement
                    : DiagnosticDescriptors.UnsupportedExpression,
                interruption.Where.Syntax.GetLocation(), interruption.Construct, method.Display(), interruption.Instead);
            return null;
        }

        if (method.Has(KnownNames.ConditionalAttribute))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, location, method.Display(),
                "C# leaves its calls out where a symbol is not defined. Leave [Conditional] away, and write #if.");
        }

        if (method.RefKind != RefKind.None)
            unit.Report(DiagnosticDescriptors.Reference, location, "a reference return", method.Display());
        CheckReferences(unit, method);
        Overloads.Check(unit, method);
        if (method.Has(KnownNames.KernelAttribute))
            CheckTuples(method);
        Cycles.Check(unit, owner, method, body);
        bool isKernel = method.Has(KnownNames.KernelAttribute);
        var block = LowerBody(method, body);
        var parameters = (method.PartialImplementationPart ?? method).Parameters;
        if (isKernel)
            block = new BlockStatement(block.Statements.InsertRange(0, parameters.SelectMany(NoAlias)));
        return new FunctionDeclaration(
            Documentation.Of(method.AssociatedSymbol ?? method, unit.CancellationToken),
            unit.PlaceOf(location),
            TemplateParameters(method, parameters),
            $"{Specifiers(method, isKernel)} {ReservedNames.Avoid((method.AssociatedSymbol ?? method).Name)}",
            [.. parameters.Where(p => !(isKernel && IsSpecialized(p))).Select(Parameter)],
            IsConst(method) ? " const" : "",
            [],
            block);
    }

    // What is half typed is bound with holes, which sound code has not: types and operators that are missing. If the
    // generator stumbled over one, no file would have its half.
    private BlockStatement LowerBody(IMethodSymbol method, IOperation body)
    {
        try
        {
            return new BodyLowerer(unit, method, body).LowerBody(body);
        }
        catch (Exception e) when (unit.IsBroken && e is not OperationCanceledException)
        {
            return new BlockStatement([]);
        }
    }

    // NVRTC heeds __restrict__ on a pointer that is a variable, not on one that is a struct's member.
    private IEnumerable<CudaStatement> NoAlias(IParameterSymbol parameter)
    {
        if (!parameter.Has(KnownNames.NoAliasAttribute) || TypeSpeller.View(parameter.Type) is not var (_, isConst))
            yield break;
        string name = ReservedNames.Avoid(parameter.Name);
        string pointer = ReservedNames.Avoid(parameter.Name + "_data");
        if (unit.IsDeclaredHere(pointer))
            pointer = unit.Fresh(pointer);
        var element = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
        string type = unit.Type(element, parameter.Locations[0], parameter.ContainingSymbol.Display());
        var data = new MemberExpression(new NameExpression(name), ".", "Data");
        yield return new DeclarationStatement(
            $"{(isConst ? "const " : "")}{type}* __restrict__", [new CudaVariable(pointer, data)]);
        yield return new ExpressionStatement(new AssignmentExpression(data, "=", new NameExpression(pointer)));
    }

    // C# does not promise how it lays out a tuple, and a launch copies its arguments as they lie.
    private void CheckTuples(IMethodSymbol kernel)
    {
        foreach (var parameter in kernel.Parameters.Where(p => TypeSpeller.HoldsTuple(p.Type)))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedType, parameter.Locations[0], parameter.Type.ToDisplayString(),
                kernel.Display(), "Pass its elements as parameters of their own, or a [Device] struct.");
        }
    }

    /// <summary>
    /// Refuses a reference that a function takes which can wait: it would outlive the wait, in which the CPU body's frame
    /// is put aside.
    /// </summary>
    public static void CheckReferences(UnitScope unit, IMethodSymbol method)
    {
        var reference = method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None);
        if (reference is null || !Waiting.CanWait(method, unit.Compilation, unit.CancellationToken))
            return;
        string kind = reference.RefKind switch { RefKind.In => "in", RefKind.Out => "out", _ => "ref" };
        unit.Report(
            DiagnosticDescriptors.ReferenceAcrossWait, reference.Locations[0], method.Display(), reference.Name, kind);
    }

    private string Specifiers(IMethodSymbol method, bool isKernel)
    {
        if (isKernel)
            return $"__global__ void {LaunchBounds(method.Attribute(KnownNames.KernelAttribute)!)}";
        string place = method.ContainingType.TypeKind != TypeKind.Struct ? "inline " : method.IsStatic ? "static " : "";
        return $"__device__ {place}{unit.Type(method.ReturnType, method.Locations[0], method.Display())}";
    }

    private static string LaunchBounds(AttributeData kernel)
    {
        int threads = kernel.Argument<int?>("MaxThreads") ?? 1024;
        int blocks = kernel.Argument<int>("MinBlocks");
        return blocks > 0
            ? string.Format(CultureInfo.InvariantCulture, "__launch_bounds__({0}, {1})", threads, blocks)
            : string.Format(CultureInfo.InvariantCulture, "__launch_bounds__({0})", threads);
    }

    private ImmutableArray<string> TemplateParameters(
        IMethodSymbol method, ImmutableArray<IParameterSymbol> parameters) =>
    [
        .. method.TypeParameters.Select(t => "typename " + ReservedNames.Avoid(t.Name)),
        .. parameters.Where(IsSpecialized).Select(Parameter),
    ];

    private string Parameter(IParameterSymbol parameter) => Parameter(unit, parameter);

    /// <summary>A parameter as it is declared.</summary>
    public static string Parameter(UnitScope unit, IParameterSymbol parameter)
    {
        string type = unit.Type(parameter.Type, parameter.Locations[0], parameter.ContainingSymbol.Display());
        string name = ReservedNames.Avoid(parameter.Name);
        return parameter.RefKind switch
        {
            RefKind.None => $"{type} {name}",
            RefKind.In or RefKind.RefReadOnlyParameter => $"const {type}& {name}",
            _ => $"{type}& {name}",
        };
    }

    private static bool IsSpecialized(IParameterSymbol parameter) => parameter.Has(KnownNames.SpecializeAttribute);

    private static bool IsConst(IMethodSymbol method)
        => method is { IsStatic: false, ContainingType.TypeKind: TypeKind.Struct }
            && (method.IsReadOnly || method.ContainingType.IsReadOnly);
}
