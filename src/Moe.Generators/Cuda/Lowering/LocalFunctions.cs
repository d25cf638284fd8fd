using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>What local functions use of the function around them.</summary>
internal static class LocalFunctions
{
    /// <summary>The local functions that an operation stands in, from the innermost out.</summary>
    public static IEnumerable<IMethodSymbol> Around(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation function)
                yield return function.Symbol;
        }
    }

    /// <summary>The local functions that are called in an operation.</summary>
    public static IEnumerable<IMethodSymbol> CalledIn(IOperation operation)
        => operation.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Select(call => call.TargetMethod.OriginalDefinition)
            .Where(method => method.MethodKind == MethodKind.LocalFunction);

    /// <summary>The variables of the functions around it that a local function uses.</summary>
    public static IEnumerable<ISymbol> Captured(ILocalFunctionOperation function)
        => function.Descendants().Select(VariableOf).OfType<ISymbol>()
            .Where(variable => !IsInside(variable, function.Symbol)).Distinct(SymbolEqualityComparer.Default)!;

    /// <summary>What a call of a local function may read and write beside its arguments.</summary>
    /// <param name="function">The function.</param>
    /// <param name="all">All local functions of the method.</param>
    /// <param name="assigned">The variables that change.</param>
    public static Effects EffectsOf(
        ILocalFunctionOperation function,
        IReadOnlyDictionary<ISymbol, ILocalFunctionOperation> all,
        HashSet<ISymbol> assigned)
    {
        var effects = Effects.None;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Add(function);
        return effects;

        void Add(ILocalFunctionOperation body)
        {
            if (!seen.Add(body.Symbol))
                return;
            foreach (var variable in Captured(body).Where(assigned.Contains))
                effects = effects.And(Effects.Read(variable));
            foreach (var variable in AssignedVariables.In(body).Where(v => !IsInside(v, body.Symbol)))
                effects = effects.And(Effects.Write(variable));
            foreach (var operation in body.Descendants())
            {
                effects = effects.And(MemoryEffects(operation));
                if (operation is IInvocationOperation call && all.TryGetValue(call.TargetMethod, out var called))
                    Add(called);
            }
        }
    }

    private static Effects MemoryEffects(IOperation operation) => operation switch
    {
        IInvocationOperation call => CallEffects.Of(call.TargetMethod, call.Instance),
        IPropertyReferenceOperation { Instance.Type: { } type } when TypeSpeller.View(type) is not null =>
            Effects.WriteMemory,
        IPropertyReferenceOperation { Property: var property } when property.IsDeviceMember() => Effects.ReadMemory,
        _ => Effects.None,
    };

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsInside(ISymbol variable, IMethodSymbol function)
    {
        for (var around = variable.ContainingSymbol; around is IMethodSymbol; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, function))
                return true;
        }

        return false;
    }
}
