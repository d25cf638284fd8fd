using Moe.Fuzz.Drawing;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz;

/// <summary>That two ways of running a case differ, or that a way failed.</summary>
/// <param name="Result">The case.</param>
/// <param name="Way">The way that is not as it should be; null where the case does not get as far as running.</param>
/// <param name="Input">The input on which it differs.</param>
/// <param name="Kind">What sort of difference: the compiler's error, how the runs end, or what memory holds.</param>
/// <param name="What">What differs.</param>
internal sealed record Disagreement(CaseResult Result, Way? Way, int Input, string Kind, string What)
{
    /// <summary>The first, or null where all agree.</summary>
    public static Disagreement? Of(CaseResult result)
    {
        if (result.Error is not null)
            return Of(result, 0);
        for (int i = 0; i < result.Outcomes[result.Baseline].Error.Length; i++)
        {
            if (Of(result, i) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The first on one input, or null where all agree.</summary>
    public static Disagreement? Of(CaseResult result, int input)
    {
        if (result.Error is { } error)
            return result.IsNotCSharp ? null : new Disagreement(result, null, 0, error[..error.IndexOf(':')], error);
        var expected = result.Outcomes[result.Baseline];
        if (result.Case.Grid is not null && expected.Error[input] is { } failure)
            return new Disagreement(result, result.Baseline, input, failure.Split(" In ")[0], failure);
        foreach (var (way, actual) in result.Outcomes.OrderBy(o => o.Key).Where(o => o.Key != result.Baseline))
        {
            // What the reference calls an error C# may do, and it is not asked of the emitted text.
            if (expected.Error[input] is not null && way != Ways.Way.CpuBody)
                continue;
            if (EndOf(expected, input) is var one && EndOf(actual, input) is var other && one != other)
                return new Disagreement(result, way, input, "end", $"{result.Baseline} {one}, {way} {other}");
            if (MemoryDifference(result, expected, actual, input) is var (place, left, right))
                return new Disagreement(result, way, input, "memory", $"{place} is {left} by {result.Baseline}, {right} by {way}");
        }

        return null;
    }

    private static (string Place, string Left, string Right)? MemoryDifference(
        CaseResult result, Outcome expected, Outcome actual, int input)
    {
        bool isKernel = result.Case.Grid is not null;
        foreach (var area in result.Case.Areas)
        {
            int offset = CaseMemory.OffsetOf(area, input);
            for (int i = 0; i < (isKernel ? CaseMemory.Span : CaseMemory.Elements); i++)
            {
                ulong left = area.Read(expected.Memory.AsSpan(offset), i);
                ulong right = area.Read(actual.Memory.AsSpan(offset), i);
                if (left != right && !(area.IsNaN(left) && area.IsNaN(right)))
                    return ($"{area.Area}[{i}]", area.Show(left), area.Show(right));
            }
        }

        return null;
    }

    private static string EndOf(Outcome outcome, int input)
        => outcome.Error[input] is { } error ? $"ends with {error}" : "comes to its end";
}
