namespace Moe.Runtime;

/// <summary>
/// Ranks did not come to where others waited for them: not within <see cref="RankGroup.Timeout"/>, or not ever, their
/// body having returned. All ranks get the same error.
/// </summary>
public sealed class RankTimeoutException : TimeoutException
{
    internal RankTimeoutException(IReadOnlyList<int> ranks, string message)
        : base(message)
        => Ranks = ranks;

    /// <summary>The ranks that have not come, rising.</summary>
    public IReadOnlyList<int> Ranks { get; }
}
