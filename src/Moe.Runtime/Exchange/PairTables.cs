using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>What came with the pairs received, and which rows belong to them.</summary>
internal sealed class PairTables
{
    public PairTables(DeviceArena arena, ExchangeShape shape, DispatchCounts counts)
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
    public DeviceSpan<int> SourceIndex { get; }

    /// <summary>[V].</summary>
    public DeviceSpan<int> SourceRank { get; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<int> TopkIndices { get; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<float> TopkWeights { get; }

    /// <summary>[V, K].</summary>
    public DeviceRowsSpan<int> ChoiceRow { get; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<int> RowToken { get; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<int> RowChoice { get; }

    /// <summary>[M] by expert, else [0].</summary>
    public DeviceSpan<float> RowWeight { get; }
}
