namespace Moe.Runtime;

/// <summary>The first thing that goes wrong in a run, of which every rank is told.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Ranks">The ranks to blame, rising; none where ranks disagree.</param>
/// <param name="Step">The failed rank's last step; empty otherwise.</param>
/// <param name="Message">The sentence for people; of a failure, the reason alone.</param>
/// <param name="Cause">What the failed rank threw; null otherwise.</param>
internal sealed record RankFault(
    RankFaultKind Kind, IReadOnlyList<int> Ranks, string Step, string Message, Exception? Cause)
{
    /// <summary>A rank has failed.</summary>
    public static RankFault Failed(int rank, RankStep step, Exception cause)
        => new(RankFaultKind.Failed, [rank], step.ToString(), cause.Message, cause);

    /// <summary>Ranks have not come.</summary>
    public static RankFault Timeout(IReadOnlyList<int> ranks, string message)
        => new(RankFaultKind.Timeout, ranks, "", message, null);

    /// <summary>Ranks do not agree.</summary>
    public static RankFault Mismatch(string message) => new(RankFaultKind.Mismatch, [], "", message, null);

    /// <summary>What a rank throws that is told of it; every rank throws one of its own.</summary>
    public Exception ToException() => Kind switch
    {
        RankFaultKind.Failed => new RankFailedException(Ranks[0], Step, Cause!),
        RankFaultKind.Timeout => new RankTimeoutException(Ranks, Message),
        _ => new RankMismatchException(Message),
    };
}
