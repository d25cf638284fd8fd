using System.Diagnostics.CodeAnalysis;

namespace Moe.Runtime;

/// <summary>
/// Times what a stream does, stage by stage, by marks in its order of work. Marks are read when they are done and never
/// waited for; sets of them are used again, so that a steady state makes none.
/// </summary>
internal sealed class StageClock(Device device, DeviceStream stream) : IDisposable
{
    private readonly Queue<StageLap> _running = new();
    private readonly Stack<StageLap> _idle = new();

    /// <summary>Begins to time a step.</summary>
    public StageLap Begin(ExchangeStep step)
    {
        if (!_idle.TryPop(out var lap))
            lap = new StageLap(device);
        lap.Begin(stream, step);
        return lap;
    }

    /// <summary>Has a stage end here.</summary>
    public void Mark(StageLap lap, ExchangeStage stage) => lap.Mark(stream, stage);

    /// <summary>Ends the timing of a step: its times can be read when the device has come so far.</summary>
    public void End(StageLap lap) => _running.Enqueue(lap);

    /// <summary>Gives up timing a step, which failed.</summary>
    public void Abandon(StageLap lap) => _idle.Push(lap);

    /// <summary>The next step whose work is done, if one is; to be given to <see cref="Release"/> when it is read.</summary>
    public bool TryRead([MaybeNullWhen(false)] out StageLap lap)
        => _running.TryPeek(out lap) && lap.IsDone && _running.TryDequeue(out lap);

    /// <summary>Takes back what <see cref="TryRead"/> gave.</summary>
    public void Release(StageLap lap) => _idle.Push(lap);

    /// <summary>Gives up what is not read yet.</summary>
    public void Forget()
    {
        while (_running.TryDequeue(out var lap))
            _idle.Push(lap);
    }

    /// <summary>Ends the marks.</summary>
    public void Dispose()
    {
        foreach (var lap in _running.Concat(_idle))
            lap.Dispose();
    }
}
