using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Finds a way through symbols that lead to one another.</summary>
internal static class GraphSearch
{
    /// <summary>The symbols from start to goal, both included; null where no way leads there.</summary>
    public static IReadOnlyList<ISymbol>? Path(ISymbol start, ISymbol goal, Func<ISymbol, IEnumerable<ISymbol>> next)
    {
        var cameFrom = new Dictionary<ISymbol, ISymbol?>(SymbolEqualityComparer.Default) { [start] = null };
        var open = new Queue<ISymbol>([start]);
        while (open.Count > 0)
        {
            var symbol = open.Dequeue();
            if (SymbolEqualityComparer.Default.Equals(symbol, goal))
                return Trace(symbol, cameFrom);
            foreach (var neighbour in next(symbol).Where(n => !cameFrom.ContainsKey(n)))
            {
                cameFrom.Add(neighbour, symbol);
                open.Enqueue(neighbour);
            }
        }

        return null;
    }

    private static List<ISymbol> Trace(ISymbol end, Dictionary<ISymbol, ISymbol?> cameFrom)
    {
        var path = new List<ISymbol>();
        for (ISymbol? symbol = end; symbol is not null; symbol = cameFrom[symbol])
            path.Insert(0, symbol);
        return path;
    }
}
