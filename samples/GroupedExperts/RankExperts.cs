using Moe.Dsl;
using Moe.Runtime;

namespace GroupedExperts;

/// <summary>The experts of one rank, their matrices on its device.</summary>
internal sealed class RankExperts : IDisposable
{
    private readonly Rank _rank;
    private readonly Settings _settings;
    private readonly DeviceRows<float> _up;
    private readonly DeviceRows<float> _down;

    /// <summary>Copies the experts' matrices to the rank's device, one expert's after the other's.</summary>
    public RankExperts(Rank rank, Settings settings)
    {
        (_rank, _settings) = (rank, settings);
        var experts = Enumerable.Range(rank.Index * settings.ExpertsPerRank, settings.ExpertsPerRank)
            .Select(expert => ExpertWeights.Of(expert, settings))
            .ToArray();
        _up = rank.Device.CopyOfRows<float>(experts.SelectMany(expert => expert.Up).ToArray(), settings.Hidden);
        _down = rank.Device.CopyOfRows<float>(experts.SelectMany(expert => expert.Down).ToArray(), settings.Inner);
    }

    /// <summary>Answers dispatched rows where they stand: two launches, however many experts there are.</summary>
    /// <returns>[M, H] an answer for each row.</returns>
    public DeviceRows<float> Answer(DispatchedTokens<float> arrived)
    {
        long count = arrived.Rows.Count;
        using var inner = _rank.Device.AllocateRows<float>(count, _settings.Inner);
        var answers = _rank.Device.AllocateRows<float>(count, _settings.Hidden);
        _rank.Stream.Launch(
            GroupedProduct.Kernels.Multiply(arrived.Rows, _up, arrived.ExpertOffsets, inner, relu: true),
            Tiles(count, _settings.Inner));
        _rank.Stream.Launch(
            GroupedProduct.Kernels.Multiply(inner, _down, arrived.ExpertOffsets, answers, relu: false),
            Tiles(count, _settings.Hidden));
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _up.Dispose();
        _down.Dispose();
    }

    private static LaunchGrid Tiles(long rows, int columns)
        => new(
            new GridSize(
                checked((int)(rows / GroupedProduct.TileRows)),
                (columns + GroupedProduct.TileColumns - 1) / GroupedProduct.TileColumns),
            GroupedProduct.Threads);
}
