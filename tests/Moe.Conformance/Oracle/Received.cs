namespace Moe.Conformance.Oracle;

/// <summary>What a dispatch brought to one rank, on the host: expected or read back.</summary>
/// <typeparam name="T">The element type of rows.</typeparam>
public sealed record Received<T>
    where T : unmanaged
{
    /// <summary>[M, H].</summary>
    public required T[] Rows { get; init; }

    /// <summary>[V].</summary>
    public required int[] SourceIndex { get; init; }

    /// <summary>[V].</summary>
    public required int[] SourceRank { get; init; }

    /// <summary>[V, K].</summary>
    public required int[] TopkIndices { get; init; }

    /// <summary>[V, K].</summary>
    public required float[] TopkWeights { get; init; }

    /// <summary>[R].</summary>
    public required int[] TokensToRank { get; init; }

    /// <summary>[R].</summary>
    public required int[] TokensFromRank { get; init; }

    /// <summary>[L].</summary>
    public required int[] TokensPerExpert { get; init; }

    /// <summary>[L + 1].</summary>
    public required int[] ExpertOffsets { get; init; }

    /// <summary>The choices of the rank's own tokens that the gate masked.</summary>
    public int ChoicesMasked { get; init; }

    /// <summary>The choices of the rank's own tokens that the routing dropped.</summary>
    public int ChoicesDropped { get; init; }

    /// <summary>[M] by expert; none by rank.</summary>
    public int[] RowToken { get; init; } = [];

    /// <summary>[M] by expert; none by rank.</summary>
    public int[] RowChoice { get; init; } = [];

    /// <summary>[M] by expert; none by rank.</summary>
    public float[] RowWeight { get; init; } = [];
}
