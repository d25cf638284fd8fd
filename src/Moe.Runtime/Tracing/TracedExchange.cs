namespace Moe.Runtime;

/// <summary>What one rank does in one exchange, as it is recorded. The rank writes it; anyone may read it meanwhile.</summary>
/// <param name="number">Which of the rank's exchanges in the trace it is, from 1.</param>
/// <param name="rank">The rank.</param>
/// <param name="exchange">The exchange.</param>
internal sealed class TracedExchange(int number, Rank rank, ExchangeDescription exchange)
{
    private readonly Lock _gate = new();
    private readonly List<PlanRecord> _plans = [];
    private readonly List<TracedStep> _steps = [];

    /// <summary>The rank's index.</summary>
    public int Rank => rank.Index;

    /// <summary>R.</summary>
    public int Ranks => rank.Size;

    /// <summary>A plan's counts are known.</summary>
    public void Add(PlanState plan, CountTables counts)
    {
        var record = new PlanRecord
        {
            Plan = plan.Number,
            Tokens = plan.Tokens,
            ChoicesMasked = counts.ChoicesMasked,
            ChoicesDropped = counts.ChoicesDropped,
            TokensToRank = counts.TokensToRank.ToArray(),
            ChoicesPerExpert = counts.TokensPerExpert.ToArray(),
        };
        lock (_gate)
            _plans.Add(record);
    }

    /// <summary>A call has succeeded.</summary>
    /// <returns>Where the times of its stages go, once they are known.</returns>
    public TracedStep Add(in StepObservation step, in StepVolume volume, TimeSpan elapsed)
    {
        var traced = new TracedStep(_gate, new StepRecord
        {
            Step = ExchangeNames.Of(step.Step),
            Plan = step.Plan,
            HostSeconds = elapsed.TotalSeconds,
            WireBytesSent = volume.WireBytesSent,
            LogicalBytes = volume.LogicalBytes,
            Stages = [],
        });
        lock (_gate)
            _steps.Add(traced);
        return traced;
    }

    /// <summary>What has been recorded so far.</summary>
    public ExchangeRecord ToDocument()
    {
        var shape = exchange.Shape;
        lock (_gate)
        {
            return new ExchangeRecord
            {
                Exchange = number,
                Rank = rank.Index,
                Ranks = rank.Size,
                Device = rank.Device.Name,
                Routing = exchange.Routing,
                Element = exchange.Element,
                ElementBytes = exchange.ElementBytes,
                Experts = shape.Experts,
                TopK = shape.TopK,
                Hidden = shape.Hidden,
                Layout = $"{shape.Layout}",
                ExpertsOnRank = [.. Enumerable.Range(0, shape.Ranks).Select(shape.LocalExpertsOf)],
                Plans = [.. _plans],
                Steps = [.. _steps.Select(step => step.ToDocument())],
            };
        }
    }
}
