using System.Runtime.ExceptionServices;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Makes one error of those that the ranks of a run threw.</summary>
internal static class RankErrors
{
    /// <summary>Throws the reason for which the run failed, if it did.</summary>
    /// <param name="errors">[R] what each rank threw, or null.</param>
    public static void ThrowIfAny(ReadOnlySpan<ExceptionDispatchInfo?> errors)
    {
        var thrown = new List<(int Rank, ExceptionDispatchInfo Error)>();
        for (int i = 0; i < errors.Length; i++)
        {
            if (errors[i] is { } error)
                thrown.Add((i, error));
        }

        var reasons = thrown.FindAll(t => t.Error.SourceException is not RankFailedException);
        if (reasons.Count == 0)
            reasons = thrown;
        if (reasons.Count == 0)
            return;

        var first = reasons[0].Error;
        if (reasons.TrueForAll(t => IsSame(t.Error.SourceException, first.SourceException)))
            first.Throw();
        throw new AggregateException(
            $"Ranks {string.Join(", ", reasons.Select(t => t.Rank))} failed, not all for the same reason.",
            reasons.Select(t => t.Error.SourceException));
    }

    // Kernels fail for the same reason whichever thread is the first to.
    private static bool IsSame(Exception one, Exception other) => (one, other) switch
    {
        (KernelException a, KernelException b) =>
            (a.Kind, a.Kernel, a.File, a.Line, a.Problem) == (b.Kind, b.Kernel, b.File, b.Line, b.Problem),
        _ => one.GetType() == other.GetType() && one.Message == other.Message,
    };
}
