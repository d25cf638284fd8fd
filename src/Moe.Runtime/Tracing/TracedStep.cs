namespace Moe.Runtime;

/// <summary>A call as it is recorded; the times of its stages come when the device has done them.</summary>
/// <param name="gate">Held by whoever reads or writes it.</param>
/// <param name="record">What is known at once.</param>
internal sealed class TracedStep(Lock gate, StepRecord record)
{
    private readonly List<StageRecord> _stages = [];

    /// <summary>A stage is done.</summary>
    public void Add(ExchangeStage stage, TimeSpan elapsed)
    {
        lock (gate)
            _stages.Add(new StageRecord { Stage = ExchangeNames.Of(stage), Seconds = elapsed.TotalSeconds });
    }

    /// <summary>What is known so far. The gate is held.</summary>
    public StepRecord ToDocument() => record with { Stages = [.. _stages] };
}
