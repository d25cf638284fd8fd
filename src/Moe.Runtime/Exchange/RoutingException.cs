namespace Moe.Runtime;

/// <summary>
/// A choice that cannot be routed. All ranks get the same, for the first such choice of the lowest rank, before any row
/// moves; each can go on and make another plan.
/// </summary>
public sealed class RoutingException : Exception
{
    internal RoutingException(int rank, int token, int choice, long expert, long value, string problem)
        : base($"Rank {rank}, token {token}, choice {choice}: {problem}")
    {
        Rank = rank;
        Token = token;
        Choice = choice;
        Expert = expert;
        Value = value;
    }

    /// <summary>The rank whose choice it is.</summary>
    public int Rank { get; }

    /// <summary>The token, on that rank.</summary>
    public int Token { get; }

    /// <summary>Which of the token's choices.</summary>
    public int Choice { get; }

    /// <summary>The expert that the gate chose.</summary>
    public long Expert { get; }

    /// <summary>
    /// What is out of range: <see cref="Expert"/> itself, or the rank or the expert there that the routing named.
    /// </summary>
    public long Value { get; }
}
