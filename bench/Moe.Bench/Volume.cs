using Moe.Runtime;

namespace Moe.Bench;

/// <summary>How much each part of an exchange moves on one rank.</summary>
/// <param name="case">The exchange.</param>
/// <param name="shape">What its ranks agreed on.</param>
/// <param name="counts">How many went where.</param>
/// <param name="inputs">What was routed.</param>
internal sealed class Volume(Case @case, ExchangeShape shape, CountTables counts, Inputs inputs)
{
    private readonly int _own = counts.TokensFromRank[shape.Rank];
    private readonly int _sent = counts.SendRow[^1];
    private readonly long _row = (long)shape.Hidden * sizeof(short);

    /// <summary>Headers to other ranks.</summary>
    public Traffic Headers => new(
        (shape.HeaderTo(shape.Ranks) - PlanHeader.Fields - shape.LocalExperts) * (long)sizeof(int), 0, 0);

    /// <summary>A plan and its first dispatch.</summary>
    public Traffic PlanAndDispatch => new(Headers.Wire + Sent.Wire, Logical, 0);

    /// <summary>A dispatch under a plan that has dispatched before.</summary>
    public Traffic Dispatch => new(_sent * _row, Logical, 0);

    /// <summary>A combine.</summary>
    public Traffic Combine => new((counts.Pairs - _own) * _row, Logical, 0);

    /// <summary>Rows and records of a plan's first dispatch.</summary>
    public Traffic Sent => new(_sent * (_row + (shape.Record * (long)sizeof(int))), 0, 0);

    /// <summary>Rows sent back.</summary>
    public Traffic SentBack => new(Combine.Wire, 0, 0);

    /// <summary>Packing reads a token once, however many ranks it goes to.</summary>
    public Traffic Pack => InMemory(TokensThatTravel() + _sent);

    /// <summary>By rank: this rank's own rows.</summary>
    public Traffic Keep => InMemory(2L * _own);

    /// <summary>By expert: a row for each choice.</summary>
    public Traffic Expand => InMemory((long)counts.Pairs + counts.Rows);

    /// <summary>Weighing reads each choice's row, and writes one a pair.</summary>
    public Traffic Weigh => InMemory((long)Choices() + counts.Pairs);

    /// <summary>Adding up reads what came back and this rank's own, and writes the tokens.</summary>
    public Traffic Sum => InMemory((long)_sent + _own + @case.Tokens);

    private long Logical => (long)@case.Tokens * shape.TopK * _row;

    /// <summary>[R] the bytes of rows for each other rank.</summary>
    public long[] RowsToRank() => OfOthers(counts.TokensToRank);

    /// <summary>[R] the bytes of rows of each other rank.</summary>
    public long[] RowsFromRank() => OfOthers(counts.TokensFromRank);

    private long[] OfOthers(ReadOnlySpan<int> rows)
    {
        var bytes = new long[rows.Length];
        for (int peer = 0; peer < bytes.Length; peer++)
            bytes[peer] = peer == shape.Rank ? 0 : rows[peer] * _row;
        return bytes;
    }

    private Traffic InMemory(long rows) => new(0, 0, rows * _row);

    private int Choices()
    {
        int choices = 0;
        foreach (int count in counts.TokensPerExpert)
            choices += count;
        return choices;
    }

    private int TokensThatTravel()
    {
        int expertsPerRank = shape.Experts / shape.Ranks;
        return inputs.Experts.Chunk(shape.TopK).Count(experts => experts.Any(e => e / expertsPerRank != shape.Rank));
    }
}
