namespace Moe.Runtime;

/// <summary>
/// The header that each rank sends each rank for a plan: these ints, and then the sender's choices for each expert of
/// the receiver.
/// </summary>
internal static class PlanHeader
{
    /// <summary>The sender's verdict on its own choices, a <see cref="Runtime.Fault"/>.</summary>
    public const int Fault = 0;

    /// <summary>The first choice in error, among the sender's T * K.</summary>
    public const int Item = 1;

    /// <summary>The expert that the gate chose there, low half; -1 where nothing is in error.</summary>
    public const int ExpertLow = 2;

    /// <summary>The expert's high half.</summary>
    public const int ExpertHigh = 3;

    /// <summary>The rank that the routing named for it; -1 where it was not asked.</summary>
    public const int NamedRank = 4;

    /// <summary>The expert that it named there; -1 where it was not asked.</summary>
    public const int NamedExpert = 5;

    /// <summary>The sender's T.</summary>
    public const int Tokens = 6;

    /// <summary>Rows that the sender has for the receiver.</summary>
    public const int Rows = 7;

    /// <summary>How many ints stand before the counts.</summary>
    public const int Fields = 8;

    /// <summary>
    /// Throws, on every rank alike, if more choices could arrive somewhere than an int can count: each rank knows every
    /// rank's T, and so the most that any of them can receive.
    /// </summary>
    /// <param name="headers">[R * (Fields + L)] the headers received, by source rank.</param>
    /// <param name="shape">The exchange.</param>
    /// <exception cref="ExchangeException">There are too many tokens.</exception>
    public static void ThrowIfTooMany(ReadOnlySpan<int> headers, ExchangeShape shape)
    {
        long tokens = 0;
        for (int rank = 0; rank < shape.Ranks; rank++)
            tokens += headers[(rank * shape.ReceivedHeader) + Tokens];
        long choices = shape.MaxChoicesReceived(tokens);
        if (choices > int.MaxValue)
        {
            throw new ExchangeException(
                $"{tokens} tokens on all ranks could bring one rank {choices} choices, more than an int can count. Dispatch fewer "
                + "tokens at a time.");
        }
    }

    /// <summary>Throws the verdict of the lowest rank that found a choice in error, if one did.</summary>
    /// <param name="headers">[R * (Fields + L)] the headers received, by source rank.</param>
    /// <param name="shape">The exchange.</param>
    /// <exception cref="RoutingException">A rank found one.</exception>
    public static void ThrowIfFaulty(ReadOnlySpan<int> headers, ExchangeShape shape)
    {
        for (int rank = 0; rank < shape.Ranks; rank++)
        {
            var header = headers[(rank * shape.ReceivedHeader)..];
            if (header[Fault] == Runtime.Fault.None)
                continue;
            var (token, choice) = Math.DivRem(header[Item], shape.TopK);
            long expert = ((long)header[ExpertHigh] << 32) | (uint)header[ExpertLow];
            int namedRank = header[NamedRank];
            int namedExpert = header[NamedExpert];
            var (value, problem) = header[Fault] switch
            {
                Runtime.Fault.ExpertOutOfRange =>
                    (expert, $"expert {expert} is outside [0, {shape.Experts}). Use -1 to mask a choice."),
                Runtime.Fault.RankOutOfRange =>
                    (namedRank, $"the routing sent expert {expert} to rank {namedRank}, which is outside [0, {shape.Ranks}). "
                    + "Use Destination.Dropped to send a choice nowhere."),
                _ => (namedExpert, $"the routing sent expert {expert} to expert {namedExpert} of rank {namedRank}, which has "
                    + $"{shape.LocalExpertsOf(namedRank)}, its LocalExperts. "
                    + "A destination's expert counts from 0 on its rank."),
            };
            throw new RoutingException(rank, token, choice, expert, value, problem);
        }
    }
}
