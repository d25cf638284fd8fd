using Moe.Fuzz.Drawing;
using Moe.Fuzz.Shrinking;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz;

/// <summary>Draws cases, runs them in every way, and shrinks those on which the ways differ.</summary>
internal sealed class Fuzzer
{
    private const int BatchSize = 250;

    /// <summary>Cases that ran.</summary>
    public int Run { get; private set; }

    /// <summary>Drawn texts that were not C#: a mistake of the drawing, to be kept rare.</summary>
    public int NotCSharp { get; private set; }

    /// <summary>Inputs on which the reference ended with an exception, as the CPU body had to.</summary>
    public int Errors { get; private set; }

    /// <summary>Draws and runs cases, a batch at a time.</summary>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="first">The first case's number.</param>
    /// <param name="count">How many.</param>
    /// <returns>After each batch what it found, shrunk; the same sort of difference only once a batch.</returns>
    public IEnumerable<IReadOnlyList<Disagreement>> Fuzz(ulong seed, long first, long count)
    {
        var shrinker = new Shrinker(Batch.Run);
        for (long start = 0; start < count; start += BatchSize)
        {
            int size = (int)Math.Min(BatchSize, count - start);
            var results = Batch.Run(Enumerable.Range(0, size).Select(i => CaseDrawer.Of(seed, first + start + i)));
            Run += results.Count(r => r.Error is null);
            NotCSharp += results.Count(r => r.IsNotCSharp);
            Errors += results.Sum(r => r.Outcomes.GetValueOrDefault(r.Baseline)?.Error.Count(e => e is not null) ?? 0);
            var found = results.Select(r => Disagreement.Of(r)).OfType<Disagreement>();
            yield return [.. found.GroupBy(d => (d.Way, d.Kind)).Select(g => shrinker.Shrink(Shortest(g)))];
        }
    }

    private static Disagreement Shortest(IEnumerable<Disagreement> found)
        => found.MinBy(d => d.Result.Case.Source.Length)!;
}
