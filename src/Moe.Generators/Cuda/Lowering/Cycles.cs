using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Refuses functions that call themselves and units that need themselves.</summary>
internal static class Cycles
{
    /// <summary>Reports, at the call or type where it begins, a way that leads from a method back to it.</summary>
    public static void Check(UnitScope unit, ISymbol owner, IMethodSymbol method, IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (CalleeOf(operation) is { } callee && GraphSearch.Path(callee, method, Callees) is { } calls)
            {
                unit.Report(DiagnosticDescriptors.Recursion, operation.Syntax, method.Display(), Describe(method, calls));
                return;
            }

            foreach (var needed in NeededBy(operation).Where(n => !SymbolEqualityComparer.Default.Equals(n, owner)))
            {
                if (GraphSearch.Path(needed, owner, Needs) is { } needs)
                {
                    unit.Report(DiagnosticDescriptors.UnitCycle, operation.Syntax, owner.Display(), Describe(owner, needs));
                    return;
                }
            }
        }

        IEnumerable<ISymbol> Callees(ISymbol symbol)
            => symbol is IMethodSymbol m && IntrinsicMember.Of(m) is null
                && Bodies.Of(m, unit.Compilation, unit.CancellationToken) is { } inner
                ? Bodies.Callees(inner)
                : [];

        IEnumerable<ISymbol> Needs(ISymbol symbol)
            => MethodsOf(symbol)
                .Select(m => Bodies.Of(m, unit.Compilation, unit.CancellationToken))
                .Where(inner => inner is not null)
                .SelectMany(inner => inner!.DescendantsAndSelf().SelectMany(NeededBy))
                .Concat(SignatureOf(symbol));
    }

    private static string Describe(ISymbol start, IReadOnlyList<ISymbol> path)
        => string.Join(" -> ", path.Prepend(start).Select(s => s.Display()));

    private static IMethodSymbol? CalleeOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        IPropertyReferenceOperation { Property.GetMethod: { } getter } => getter.OriginalDefinition,
        _ => null,
    };

    private static IEnumerable<ISymbol> NeededBy(IOperation operation)
    {
        if (CalleeOf(operation) is { } callee && callee.IsDeviceMember())
            yield return callee.ContainingType.TypeKind == TypeKind.Struct ? callee.ContainingType : callee;
        if (operation.Type?.IsDeviceStruct() == true)
            yield return operation.Type.OriginalDefinition;
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(ISymbol unit) => unit switch
    {
        IMethodSymbol method => [method],
        INamedTypeSymbol type => type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsDeviceMember()),
        _ => [],
    };

    private static IEnumerable<ISymbol> SignatureOf(ISymbol unit)
        => MethodsOf(unit).SelectMany(m => m.Parameters.Select(p => p.Type).Append(m.ReturnType))
            .Concat(unit is INamedTypeSymbol type ? type.GetMembers().OfType<IFieldSymbol>().Select(f => f.Type) : [])
            .Where(t => t.IsDeviceStruct()).Select(t => t.OriginalDefinition);
}
