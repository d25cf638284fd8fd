using Moe.Fuzz.Drawing;
using Moe.Fuzz.Shrinking;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz;

/// <summary>Draws cases, runs them in every way, and shrinks those on which the ways differ.</summary>
/// <param name="gpu">The GPU, where cases are to run there too.</param>
internal sealed class Fuzzer(GpuWay? gpu = null)
{
    private const int BatchSize = 250;

    private readonly Batch _batch = new(gpu);

    /// <summary>Cases that ran.</summary>
    public int Run { get; private set; }

    /// <summary>Those of them that are kernels.</summary>
    public int Kernels { get; private set; }

    /// <summary>Drawn texts that were not C#: a mistake of the drawing, to be kept rare.</summary>
    public int NotCSharp { get; private set; }

    /// <summary>Inputs on which the reference ended with an exception, as the CPU body had to.</summary>
    public int Errors { get; private set; }

    /// <summary>Draws and runs cases, a batch at a time on each processor.</summary>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="first">The first case's number.</param>
    /// <param name="count">How many.</param>
    /// <returns>After each batch what it found, shrunk; the same sort of difference only once a batch.</returns>
    public IEnumerable<IReadOnlyList<Disagreement>> Fuzz(ulong seed, long first, long count)
    {
        var starts = Enumerable.Range(0, (int)((count + BatchSize - 1) / BatchSize)).Select(i => (long)i * BatchSize);
        var batches = starts.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(start => RunBatch(seed, first + start, (int)Math.Min(BatchSize, count - start)));
        foreach (var (results, found) in batches)
        {
            Run += results.Count(r => r.Error is null);
            Kernels += results.Count(r => r is { Error: null, Case.Grid: not null });
            NotCSharp += results.Count(r => r.IsNotCSharp);
            Errors += results.Sum(r => r.Outcomes.GetValueOrDefault(r.Baseline)?.Error.Count(e => e is not null) ?? 0);
            yield return found;
        }
    }

    private (List<CaseResult> Results, List<Disagreement> Found) RunBatch(ulong seed, long first, int count)
    {
        try
        {
            var results = _batch.Run(Enumerable.Range(0, count).Select(i => CaseDrawer.Of(seed, first + i)));
            var shrinker = new Shrinker(_batch.Run);
            var found = results.Select(r => Disagreement.Of(r)).OfType<Disagreement>();
            return (results, [.. found.GroupBy(d => (d.Way, d.Kind)).Select(g => shrinker.Shrink(Shortest(g)))]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"Cases {first} to {first + count - 1} of seed {seed} could not be run.", e);
        }
    }

    private static Disagreement Shortest(IEnumerable<Disagreement> found)
        => found.MinBy(d => d.Result.Case.Source.Length)!;
}
