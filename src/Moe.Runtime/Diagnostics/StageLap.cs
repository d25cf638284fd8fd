namespace Moe.Runtime;

/// <summary>The marks between the stages of one step.</summary>
internal sealed class StageLap : IDisposable
{
    private const int MaxStages = 4;

    private readonly DeviceEvent[] _marks;
    private readonly ExchangeStage[] _stages = new ExchangeStage[MaxStages];

    public StageLap(Device device)
        => _marks = [.. Enumerable.Range(0, MaxStages + 1).Select(_ => device.CreateEvent(isTimed: true))];

    /// <summary>The step.</summary>
    public ExchangeStep Step { get; private set; }

    /// <summary>How many stages it has had.</summary>
    public int Count { get; private set; }

    /// <summary>Where a trace keeps the times; null where none is recorded.</summary>
    public TracedStep? Traced { get; set; }

    /// <summary>Whether the device has come to the last mark.</summary>
    public bool IsDone => _marks[Count].IsDone;

    /// <summary>Marks the beginning of a step's first stage.</summary>
    public void Begin(DeviceStream stream, ExchangeStep step)
    {
        Step = step;
        Count = 0;
        Traced = null;
        stream.Record(_marks[0]);
    }

    /// <summary>Marks the end of a stage, and the beginning of the next.</summary>
    public void Mark(DeviceStream stream, ExchangeStage stage)
    {
        _stages[Count] = stage;
        stream.Record(_marks[++Count]);
    }

    /// <summary>A stage of a step that is done, and its time.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public (ExchangeStage Stage, TimeSpan Elapsed) Read(int index)
        => (_stages[index], _marks[index + 1].Since(_marks[index]));

    /// <summary>Ends the marks.</summary>
    public void Dispose()
    {
        foreach (var mark in _marks)
            mark.Dispose();
    }
}
