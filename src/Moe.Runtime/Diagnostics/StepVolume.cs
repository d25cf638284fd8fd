namespace Moe.Runtime;

/// <summary>What a step moved, of one rank.</summary>
/// <param name="RowsSent">Rows to other ranks.</param>
/// <param name="RowsReceived">Rows from other ranks.</param>
/// <param name="WireBytesSent">Bytes to other ranks.</param>
/// <param name="WireBytesReceived">Bytes from other ranks.</param>
/// <param name="LogicalBytes">A row for each choice that came to this rank's experts, wherever from.</param>
internal readonly record struct StepVolume(
    long RowsSent, long RowsReceived, long WireBytesSent, long WireBytesReceived, long LogicalBytes)
{
    /// <summary>A plan's: headers.</summary>
    public static StepVolume OfPlan(ExchangeShape shape)
    {
        int peers = shape.Ranks - 1;
        long experts = shape.ExpertBase[^1] - shape.LocalExperts;
        return new StepVolume(
            0, 0, ((long)(peers * PlanHeader.Fields) + experts) * sizeof(int),
            (long)peers * shape.ReceivedHeader * sizeof(int), 0);
    }

    /// <summary>A dispatch's: rows, and with a plan's first their metadata.</summary>
    public static StepVolume OfDispatch(ExchangeDescription exchange, CountTables counts, bool withRecords)
    {
        long sent = counts.SendRow[^1];
        long received = counts.OtherPairs;
        long bytes = exchange.RowBytes + (withRecords ? (long)exchange.Shape.Record * sizeof(int) : 0);
        return new StepVolume(
            sent, received, sent * bytes, received * bytes, counts.Choices * exchange.RowBytes);
    }

    /// <summary>A combine's: the rows of its dispatch, the other way.</summary>
    public static StepVolume OfCombine(ExchangeDescription exchange, CountTables counts)
    {
        long sent = counts.OtherPairs;
        long received = counts.SendRow[^1];
        return new StepVolume(
            sent, received, sent * exchange.RowBytes, received * exchange.RowBytes,
            counts.Choices * exchange.RowBytes);
    }
}
