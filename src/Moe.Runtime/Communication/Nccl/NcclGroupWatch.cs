namespace Moe.Runtime;

/// <summary>
/// What a rank's thread and its GPU have still to do, for another thread to watch: the call that the thread is in, and of
/// the groups that it has enqueued, marks before and after each, in a ring that is made once. The time of a group starts
/// when the work before it is done.
/// </summary>
internal sealed class NcclGroupWatch : IDisposable
{
    // More would not help: a stream takes about a thousand launches before it makes its host wait.
    private const int Capacity = 128;

    private const long NoCall = -1;

    private readonly Entry[] _entries;
    private long _written;
    private long _read;
    private long _callBegan = NoCall;

    public NcclGroupWatch(Device device)
    {
        _entries = new Entry[Capacity];
        for (int i = 0; i < Capacity; i++)
            _entries[i] = new Entry(device.CreateEvent(), device.CreateEvent());
    }

    /// <summary>Whether no call is under way, and all that was enqueued is done, as far as was seen.</summary>
    public bool IsIdle => !IsInCall && AreGroupsDone;

    /// <summary>Whether there is no room for another group until one is done.</summary>
    public bool IsFull => Volatile.Read(ref _written) - Volatile.Read(ref _read) == Capacity;

    /// <summary>The step of the first thing that is not done, or where all are, of one before.</summary>
    public RankStep Step => First.Step;

    /// <summary>What the board said to that step.</summary>
    public long Arrival => First.Arrival;

    private bool IsInCall => Volatile.Read(ref _callBegan) != NoCall;

    private bool AreGroupsDone => Volatile.Read(ref _read) == Volatile.Read(ref _written);

    private Entry First => _entries[_read % Capacity];

    /// <summary>The rank's thread is about to make a call, which enqueues a group or none.</summary>
    public void BeginCall(RankStep step, long arrival)
    {
        var entry = _entries[_written % Capacity];
        (entry.Step, entry.Arrival, entry.Started) = (step, arrival, null);
        Volatile.Write(ref _callBegan, Environment.TickCount64);
    }

    /// <summary>The call is over.</summary>
    public void EndCall() => Volatile.Write(ref _callBegan, NoCall);

    /// <summary>The call is about to enqueue a group.</summary>
    public void Before(DeviceStream stream) => stream.Record(_entries[_written % Capacity].Start);

    /// <summary>The call has enqueued it.</summary>
    public void After(DeviceStream stream)
    {
        stream.Record(_entries[_written % Capacity].End);
        Volatile.Write(ref _written, _written + 1);
    }

    /// <summary>Looks how far the GPU has come.</summary>
    /// <returns>For how long the first thing that is not done has been under way.</returns>
    public TimeSpan Look()
    {
        while (!AreGroupsDone)
        {
            var first = First;
            if (!first.End.IsDone)
            {
                if (first.Started is null && first.Start.IsDone)
                    first.Started = Environment.TickCount64;
                return Since(first.Started);
            }

            Volatile.Write(ref _read, _read + 1);
        }

        long began = Volatile.Read(ref _callBegan);
        return Since(began == NoCall ? null : began);
    }

    /// <summary>Ends the marks.</summary>
    public void Dispose()
    {
        foreach (var entry in _entries)
        {
            entry.Start.Dispose();
            entry.End.Dispose();
        }
    }

    private static TimeSpan Since(long? began)
        => TimeSpan.FromMilliseconds(Environment.TickCount64 - began ?? 0);

    private sealed class Entry(DeviceEvent start, DeviceEvent end)
    {
        public DeviceEvent Start => start;

        public DeviceEvent End => end;

        public RankStep Step { get; set; }

        public long Arrival { get; set; }

        public long? Started { get; set; }
    }
}
