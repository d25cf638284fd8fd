using System.Diagnostics;

namespace Moe.Runtime;

/// <summary>One call of an exchange, while it lasts. Empty where nobody listens.</summary>
internal readonly struct StepObservation : IDisposable
{
    private readonly ExchangeProbe? _probe;
    private readonly long _start;

    public StepObservation(ExchangeProbe probe, ExchangeStep step, int plan, long start, Activity? activity)
    {
        _probe = probe;
        _start = start;
        (Step, Plan, Activity) = (step, plan, activity);
    }

    /// <summary>Which call.</summary>
    public ExchangeStep Step { get; }

    /// <summary>Its plan's number.</summary>
    public int Plan { get; }

    /// <summary>Its activity, where one is listened to.</summary>
    public Activity? Activity { get; }

    /// <summary>A plan has succeeded.</summary>
    public void CompletePlan(int tokens)
    {
        if (_probe is null)
            return;
        Activity?.SetTag("moe.exchange.tokens", tokens);
        Complete(StepVolume.OfPlan(_probe.Exchange.Shape));
    }

    /// <summary>A dispatch has succeeded.</summary>
    /// <param name="counts">The plan's.</param>
    /// <param name="withRecords">Whether it was the plan's first.</param>
    public void CompleteDispatch(CountTables counts, bool withRecords)
    {
        if (_probe is not null)
            Complete(StepVolume.OfDispatch(_probe.Exchange, counts, withRecords));
    }

    /// <summary>A combine has succeeded.</summary>
    /// <param name="counts">The plan's.</param>
    public void CompleteCombine(CountTables counts)
    {
        if (_probe is not null)
            Complete(StepVolume.OfCombine(_probe.Exchange, counts));
    }

    /// <summary>The call is over, whether it has succeeded or not.</summary>
    public void Dispose() => _probe?.End(this);

    private void Complete(StepVolume volume) => _probe!.Complete(this, volume, Stopwatch.GetElapsedTime(_start));
}
