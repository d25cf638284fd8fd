using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Refuses functions that call themselves and units that need themselves.</summary>
internal static class Cycles
{
    /// <summary>Reports, at the call or type where it begins, a way that leads from a method back to it.</summary>
    public static void Check(UnitScope unit, ISymbol owner, IMethodSymbol method, IOperation body)
    {
        var called = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var needed = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { owner };
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (CalleeOf(operation) is { } callee)
            {
                var starts = LocalFunctions.Around(operation).Concat(called.Add(callee) ? [method] : []);
                foreach (var start in starts)
                {
                    if (GraphSearch.Path(callee, start, Callees) is { } calls)
                    {
                        Report(DiagnosticDescriptors.Recursion, operation, start, calls);
                        return;
                    }
                }
            }

            foreach (var need in NeededBy(operation))
            {
                if (needed.Add(need) && GraphSearch.Path(need, owner, Needs) is { } needs)
                {
                    Report(DiagnosticDescriptors.UnitCycle, operation, owner, needs);
                    return;
                }
            }
        }

        void Report(DiagnosticDescriptor descriptor, IOperation where, ISymbol start, IReadOnlyList<ISymbol> path)
            => unit.Report(
                descriptor, where.Syntax, start.Display(),
                string.Join(" -> ", path.Prepend(start).Select(s => s.Display())));

        IEnumerable<ISymbol> Callees(ISymbol symbol)
            => symbol is IMethodSymbol m && IntrinsicMember.Of(m) is null
                && unit.BodyOf(m) is { } inner
                ? Bodies.Callees(inner)
                : [];

        IEnumerable<ISymbol> Needs(ISymbol symbol)
            => MethodsOf(symbol)
                .Select(unit.BodyOf)
                .Where(inner => inner is not null)
                .SelectMany(inner => inner!.DescendantsAndSelf().SelectMany(NeededBy))
                .Concat(SignatureOf(symbol));
    }

    private static IMethodSymbol? CalleeOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.OriginalDefinition,
        IPropertyReferenceOperation { Property.GetMethod: { } getter } => getter.OriginalDefinition,
        _ => null,
    };

    private static IEnumerable<ISymbol> NeededBy(IOperation operation)
    {
        if (CalleeOf(operation) is { MethodKind: not MethodKind.LocalFunction } callee && callee.IsDeviceMember())
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
