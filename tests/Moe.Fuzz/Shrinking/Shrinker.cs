using Microsoft.CodeAnalysis.CSharp;
using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz.Shrinking;

/// <summary>Makes a case smaller while its disagreement holds: many candidates a compilation, the best of them kept.</summary>
/// <param name="run">Runs cases in the ways under test.</param>
internal sealed class Shrinker(Func<List<CaseResult>, List<CaseResult>> run)
{
    private const int Together = 64;
    private const int Rounds = 60;

    /// <summary>The smallest case that was found to disagree in the same way.</summary>
    public Disagreement Shrink(Disagreement found)
    {
        var smallest = found;
        for (int round = 0; round < Rounds && Step(smallest) is { } smaller; round++)
            smallest = smaller;
        return Simplify(smallest);
    }

    private Disagreement? Step(Disagreement current)
    {
        string source = current.Result.Case.Source;
        var edits = EditsOf(current.Result.Case);
        for (int start = 0; start < edits.Count; start += Together)
        {
            var tried = edits.Skip(start).Take(Together).ToList();
            var found = Try(current, tried.Select(edit => Edit.Apply(source, [edit])));
            var good = tried.Where((_, i) => found[i] is not null).ToList();
            if (good.Count == 0)
                continue;
            var apart = new List<Edit>();
            foreach (var edit in good.Where(e => !apart.Any(a => a.Span.OverlapsWith(e.Span))))
                apart.Add(edit);
            var best = found.First(f => f is not null)!;
            return apart.Count == 1 ? best : Try(current, [Edit.Apply(source, apart)])[0] ?? best;
        }

        return null;
    }

    private List<Disagreement?> Try(Disagreement current, IEnumerable<string> sources)
    {
        var results = sources
            .Select(text => new CaseResult(current.Result.Case with { Source = text }, current.Result.Input)).ToList();
        return [.. run(results).Select(r => Disagreement.Of(r) is { } other && IsSame(current, other) ? other : null)];
    }

    // Another error of the compiler's or another end of a run would be another mistake.
    private static bool IsSame(Disagreement one, Disagreement other)
        => one.Way == other.Way && one.Kind == other.Kind;

    private static List<Edit> EditsOf(FuzzCase drawn)
    {
        var (tree, model) = BatchAssembly.Model(drawn);
        return new Edits(model, drawn.Grid is not null).Of(tree.GetRoot());
    }

    /// <summary>The same case with as much of its input zero as can be.</summary>
    private Disagreement Simplify(Disagreement current)
    {
        if (current.Way is null || current.Result.Case.Grid is not null)
            return current;
        var elements = current.Result.Case.Areas
            .SelectMany(area => Enumerable.Range(0, CaseMemory.Elements).Select(i => (area, i))).ToList();
        var memories = elements.Chunk(CaseMemory.Inputs)
            .Select(chunk => Variants(current, [.. chunk.Select(e => new[] { e })])).ToList();
        var results = run([.. memories.Select(m => new CaseResult(current.Result.Case, m))]);
        var idle = elements.Where((_, i) => Disagreement.Of(results[i / CaseMemory.Inputs], i % CaseMemory.Inputs) is { } other
            && IsSame(current, other)).ToArray();

        // Perhaps not all of them together: then as many as can be, from the front.
        var prefixes = Enumerable.Range(0, idle.Length).Select(n => idle[..^n]).ToArray();
        foreach (var chunk in prefixes.Chunk(CaseMemory.Inputs))
        {
            var result = run([new CaseResult(current.Result.Case, Variants(current, chunk))])[0];
            for (int i = 0; i < chunk.Length; i++)
            {
                if (Disagreement.Of(result, i) is { } other && IsSame(current, other))
                    return other;
            }
        }

        return current;
    }

    /// <summary>Memory whose inputs are each the failing one with some elements zero.</summary>
    private static byte[] Variants(Disagreement current, (NumberType Area, int Index)[][] zeros)
    {
        var memory = (byte[])current.Result.Input.Clone();
        for (int input = 0; input < CaseMemory.Inputs; input++)
        {
            foreach (var area in NumberTypes.All)
            {
                current.Result.Input.AsSpan(CaseMemory.OffsetOf(area, current.Input), CaseMemory.Elements * area.Bytes)
                    .CopyTo(memory.AsSpan(CaseMemory.OffsetOf(area, input)));
            }

            foreach (var (area, index) in input < zeros.Length ? zeros[input] : [])
                area.Write(memory.AsSpan(CaseMemory.OffsetOf(area, input)), index, 0);
        }

        return memory;
    }
}
