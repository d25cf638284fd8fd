using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Follows calls.</summary>
internal static class Reachable
{
    /// <summary>Whether the method, or one that it leads to, satisfies a test.</summary>
    /// <param name="method">Where to start.</param>
    /// <param name="test">Is given a method, and whether its body is in this compilation.</param>
    /// <param name="compilation">The compilation whose bodies are followed.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static bool Any(
        IMethodSymbol method,
        Func<IMethodSymbol, bool, bool> test,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>();
        open.Push(method.OriginalDefinition);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            var body = IntrinsicMember.Of(next) is null ? Bodies.Of(next, compilation, cancellationToken) : null;
            if (test(next, body is not null))
                return true;
            if (body is null)
                continue;
            foreach (var callee in Bodies.Callees(body))
                open.Push(callee);
        }

        return false;
    }
}
