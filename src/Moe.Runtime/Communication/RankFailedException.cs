namespace Moe.Runtime;

/// <summary>
/// Another rank has failed, so this one cannot go on. The inner exception says why: what that rank threw, a
/// <see cref="RemoteErrorException"/> if it did so in another process, or that its process has ended.
/// </summary>
public sealed class RankFailedException : Exception
{
    internal RankFailedException(int rank, string step, Exception cause)
        : base($"Rank {rank} failed in step '{step}': {cause.Message}", cause)
    {
        Rank = rank;
        Step = step;
    }

    /// <summary>The rank that failed.</summary>
    public int Rank { get; }

    /// <summary>The last step in which that rank met the others.</summary>
    public string Step { get; }
}
