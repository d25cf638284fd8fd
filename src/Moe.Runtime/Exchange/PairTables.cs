using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>What came with the pairs received, and which rows belong to them.</summary>
internal sealed class PairTables(ExchangeShape shape)
{
    /// <summary>Takes memory for them.</summary>
    public void Take(DeviceArena arena, CountTables counts)
    {
        // By rank, a row is its pair: there is nothing to say about rows.
        int rows = shape.Layout == ExpertLayout.ByExpert ? counts.Rows : 0;
        SourceIndex = arena.Take<int>(counts.Pairs);
        SourceRank = arena.Take<int>(counts.Pairs);
        TopkIndices = arena.TakeRows<int>(counts.Pairs, shape.TopK);
        TopkWeights = arena.TakeRows<float>(counts.Pairs, shape.TopK);
        ChoiceRow = arena.TakeRows<int>(counts.Pairs, shape.TopK);
        RowToken = arena.Take<int>(rows);
        RowChoice = arena.Take<int>(rows);
        RowWeight = arena.Take<float>(rows);
    }

    /// <summary>[V].</summary>
    public DeviceSpan<int> SourceIndex { get; private set; }

    /// <summary>[V].</summary>
    public DeviceSpan<int> SourceRank { get; private set; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<int> TopkIndices { get; private set; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<float> TopkWeights { get; private set; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<int> ChoiceRow { get; private set; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<int> RowToken { get; private set; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<int> RowChoice { get; private set; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<float> RowWeight { get; private set; }
}
