namespace Moe.Report;

/// <summary>What the page's script draws, of one exchange.</summary>
/// <param name="Ranks">R.</param>
/// <param name="RowBytes">The bytes of a row.</param>
/// <param name="Rows">[R][R] rows a plan; null for a rank that is not in the trace.</param>
/// <param name="Load">[R][L] choices a plan; null for a rank that is not in the trace.</param>
/// <param name="Stages">The stages, in their order.</param>
internal sealed record PageData(
    int Ranks, long RowBytes, double[]?[] Rows, double[]?[] Load, IReadOnlyList<PageStage> Stages)
{
    /// <summary>Of an exchange.</summary>
    public static PageData Of(ExchangeSummary exchange)
        => new(
            exchange.Ranks,
            exchange.RowBytes,
            Rounded(exchange.Rows),
            Rounded(exchange.Load),
            [.. exchange.Stages.Select(stage => new PageStage(
                stage.Step, stage.Stage, StageWords.Label(stage.Stage),
                Array.ConvertAll(stage.Seconds, seconds => seconds is { } s ? Math.Round(s * 1e6, 3) : (double?)null)))]);

    // A page of 64 ranks holds thousands of these.
    private static double[]?[] Rounded(double[]?[] amounts)
        => Array.ConvertAll(amounts, row => row is null ? null : Array.ConvertAll(row, amount => Math.Round(amount, 2)));
}
