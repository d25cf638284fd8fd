using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Moe.Runtime;

/// <summary>
/// Tells those who listen what an exchange does on this rank: metrics, activities, and a trace that is being recorded.
/// While nobody listens a call costs a few tests of flags and allocates nothing.
/// </summary>
internal sealed class ExchangeProbe : IDisposable
{
    private static readonly KeyValuePair<string, object?> Sent = new("network.io.direction", "transmit");
    private static readonly KeyValuePair<string, object?> Received = new("network.io.direction", "receive");
    private static readonly KeyValuePair<string, object?> WereSent = new("moe.exchange.choice.outcome", "sent");
    private static readonly KeyValuePair<string, object?> WereMasked = new("moe.exchange.choice.outcome", "masked");
    private static readonly KeyValuePair<string, object?> WereDropped = new("moe.exchange.choice.outcome", "dropped");
    private static readonly KeyValuePair<string, object?>[] Steps = Tags<ExchangeStep>("moe.exchange.step", ExchangeNames.Of);
    private static readonly KeyValuePair<string, object?>[] Stages = Tags<ExchangeStage>("moe.exchange.stage", ExchangeNames.Of);

    private readonly Rank _rank;
    private readonly KeyValuePair<string, object?> _rankTag;
    private readonly StageClock _clock;
    private readonly ILogger _log;
    private ExchangeTrace? _trace;
    private TracedExchange? _traced;
    private StageLap? _lap;
    private bool _isComplete;

    /// <summary>Observes an exchange.</summary>
    /// <param name="rank">This rank.</param>
    /// <param name="stream">What the exchange is ordered on.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="loggers">Where it logs; null: nowhere.</param>
    public ExchangeProbe(Rank rank, DeviceStream stream, ExchangeDescription exchange, ILoggerFactory? loggers)
    {
        _rank = rank;
        Exchange = exchange;
        _rankTag = new("moe.rank", rank.Index);
        _clock = new StageClock(rank.Device, stream);
        _log = loggers?.CreateLogger(ExchangeLog.Category) ?? NullLogger.Instance;
    }

    /// <summary>The exchange.</summary>
    public ExchangeDescription Exchange { get; }

    /// <summary>The exchange is made.</summary>
    /// <param name="kernels">How long its kernels took.</param>
    public void Ready(TimeSpan kernels)
    {
        var shape = Exchange.Shape;
        _log.Ready(
            _rank.Index, _rank.Size, shape.Experts, shape.TopK, shape.Hidden, Exchange.Element, shape.Layout,
            Exchange.Routing, _rank.Device.Name, kernels.TotalMilliseconds);
    }

    /// <summary>A call begins.</summary>
    /// <param name="step">Which.</param>
    /// <param name="plan">Its plan's number.</param>
    /// <returns>To be completed if it succeeds, and disposed in any case.</returns>
    public StepObservation Begin(ExchangeStep step, int plan)
    {
        ReadClock();
        FollowTrace();
        if (_traced is null && !ExchangeMetrics.AreEnabled && !MoeTelemetry.Activities.HasListeners())
            return default;
        _isComplete = false;

        // Before the first stage's clock starts, so that stages are never longer than their call.
        long start = Stopwatch.GetTimestamp();
        if (_traced is not null || ExchangeMetrics.StageDuration.Enabled)
            _lap = _clock.Begin(step);
        var activity = MoeTelemetry.Activities.StartActivity(ExchangeNames.ActivityOf(step));
        return new StepObservation(this, step, plan, start, activity);
    }

    /// <summary>A stage of the call has been enqueued.</summary>
    public void Mark(ExchangeStage stage)
    {
        if (_lap is not null)
            _clock.Mark(_lap, stage);
    }

    /// <summary>The counts of a plan have been read.</summary>
    public void Count(PlanState plan, CountTables counts)
    {
        long nowhere = (long)counts.ChoicesMasked + counts.ChoicesDropped;
        ExchangeMetrics.ChoicesMade.Add(((long)plan.Tokens * Exchange.Shape.TopK) - nowhere, WereSent, _rankTag);
        ExchangeMetrics.ChoicesMade.Add(counts.ChoicesMasked, WereMasked, _rankTag);
        ExchangeMetrics.ChoicesMade.Add(counts.ChoicesDropped, WereDropped, _rankTag);
        ExchangeMetrics.ChoicesArrived.Add(counts.Choices, _rankTag);
        _traced?.Add(plan, counts);
        if (_log.IsEnabled(LogLevel.Debug))
        {
            _log.Counted(
                _rank.Index, plan.Number, plan.Tokens, counts.SendRow[^1], counts.OtherPairs, counts.Choices,
                counts.TokensPerExpert.Length, Most(counts.TokensPerExpert), counts.ChoicesMasked, counts.ChoicesDropped);
        }
    }

    /// <summary>A call has succeeded.</summary>
    public void Complete(in StepObservation step, in StepVolume volume, TimeSpan elapsed)
    {
        _isComplete = true;
        var name = Steps[(int)step.Step];
        ExchangeMetrics.StepDuration.Record(elapsed.TotalSeconds, name, _rankTag);
        ExchangeMetrics.WireBytes.Add(volume.WireBytesSent, name, Sent, _rankTag);
        ExchangeMetrics.WireBytes.Add(volume.WireBytesReceived, name, Received, _rankTag);
        if (step.Step != ExchangeStep.Plan)
        {
            ExchangeMetrics.Rows.Add(volume.RowsSent, name, Sent, _rankTag);
            ExchangeMetrics.Rows.Add(volume.RowsReceived, name, Received, _rankTag);
            ExchangeMetrics.LogicalBytes.Add(volume.LogicalBytes, name, _rankTag);
        }

        if (step.Activity is { IsAllDataRequested: true } activity)
            Describe(activity, step, volume);
        var traced = _traced?.Add(step, volume, elapsed);
        if (_lap is not { } lap)
            return;
        lap.Traced = traced;
        _clock.End(lap);
        _lap = null;
    }

    /// <summary>A call is over, whether it has succeeded or not.</summary>
    public void End(in StepObservation step)
    {
        if (!_isComplete)
        {
            step.Activity?.SetStatus(ActivityStatusCode.Error);
            if (_lap is { } lap)
                _clock.Abandon(lap);
            _lap = null;
        }

        step.Activity?.Dispose();
    }

    /// <summary>Ends the marks. What the device has not done by now is not told.</summary>
    public void Dispose()
    {
        ReadClock();
        _clock.Dispose();
    }

    private static KeyValuePair<string, object?>[] Tags<T>(string key, Func<T, string> name)
        where T : struct, Enum
        => Array.ConvertAll(Enum.GetValues<T>(), value => new KeyValuePair<string, object?>(key, name(value)));

    private static int Most(ReadOnlySpan<int> counts)
    {
        int most = 0;
        foreach (int count in counts)
            most = Math.Max(most, count);
        return most;
    }

    private void Describe(Activity activity, in StepObservation step, in StepVolume volume)
    {
        activity.SetTag("moe.rank", _rank.Index);
        activity.SetTag("moe.exchange.ranks", _rank.Size);
        activity.SetTag("moe.exchange.plan", step.Plan);
        activity.SetTag("moe.exchange.wire.bytes_sent", volume.WireBytesSent);
        activity.SetTag("moe.exchange.wire.bytes_received", volume.WireBytesReceived);
        if (step.Step == ExchangeStep.Plan)
            return;
        activity.SetTag("moe.exchange.rows.sent", volume.RowsSent);
        activity.SetTag("moe.exchange.rows.received", volume.RowsReceived);
    }

    // A trace may begin and end while the exchange lives.
    private void FollowTrace()
    {
        var current = ExchangeTrace.Current;
        if (_trace == current)
            return;
        _trace = current;
        _traced = current?.Open(_rank, Exchange);
    }

    private void ReadClock()
    {
        try
        {
            while (_clock.TryRead(out var lap))
            {
                Tell(lap);
                _clock.Release(lap);
            }
        }
        catch (CudaException)
        {
            // The GPU has failed: whatever uses it next says so, and better than who only asked for the time.
            _clock.Forget();
        }
    }

    private void Tell(StageLap lap)
    {
        for (int i = 0; i < lap.Count; i++)
        {
            var (stage, elapsed) = lap.Read(i);
            ExchangeMetrics.StageDuration.Record(
                elapsed.TotalSeconds, Steps[(int)lap.Step], Stages[(int)stage], _rankTag);
            lap.Traced?.Add(stage, elapsed);
        }
    }
}
