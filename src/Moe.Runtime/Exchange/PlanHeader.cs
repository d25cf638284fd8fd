namespace Moe.Runtime;

/// <summary>
/// The header that each rank sends each rank for a plan: these ints, and then the sender's choices for each expert of
/// the receiver.
/// </summary>
internal static class PlanHeader
{
    /// <summary>The sender's verdict on its own choices, a <see cref="Runtime.Fault"/>.</summary>
    public const int Fault = 0;

    /// <summary>The token of the first choice in error.</summary>
    public const int Token = 1;

    /// <summary>That choice.</summary>
    public const int Choice = 2;

    /// <summary>The value in error, low and high half.</summary>
    public const int ValueLow = 3;

    /// <summary>The value's high half.</summary>
    public const int ValueHigh = 4;

    /// <summary>The rank asked for an expert that it does not have; -1 otherwise.</summary>
    public const int AskedRank = 5;

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
            long value = ((long)header[ValueHigh] << 32) | (uint)header[ValueLow];
            throw new RoutingException(rank, header[Token], header[Choice], value, header[Fault] switch
            {
                Runtime.Fault.ExpertOutOfRange =>
                    $"expert {value} is outside [0, {shape.Experts}). Use -1 to mask a choice.",
                Runtime.Fault.RankOutOfRange =>
                    $"the routing named rank {value}, which is outside [0, {shape.Ranks}). "
                    + "Use Destination.Dropped to send a choice nowhere.",
                _ => $"the routing named expert {value} on rank {header[AskedRank]}, which has "
                    + $"{shape.LocalExpertsOf(header[AskedRank])}, its LocalExperts. "
                    + "A destination's expert counts from 0 on its rank.",
            });
        }
    }
}
