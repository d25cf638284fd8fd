namespace Moe.Runtime;

/// <summary>
/// What a GPU has still to do of the groups that one thread enqueues and another watches: marks before and after each,
/// in a ring that is made once. The time of a group starts when the work before it is done.
/// </summary>
internal sealed class NcclGroupWatch : IDisposable
{
    // More would not help: a stream takes about a thousand launches before it makes its host wait.
    private const int Capacity = 128;

    private readonly Entry[] _entries;
    private long _written;
    private long _read;

    public NcclGroupWatch(Device device)
    {
        _entries = new Entry[Capacity];
        for (int i = 0; i < Capacity; i++)
            _entries[i] = new Entry(device.CreateEvent(), device.CreateEvent());
    }

    /// <summary>Whether all that was enqueued is done, as far as was seen.</summary>
    public bool IsIdle => Volatile.Read(ref _read) == Volatile.Read(ref _written);

    /// <summary>Whether there is no room for another group until one is done.</summary>
    public bool IsFull => Volatile.Read(ref _written) - Volatile.Read(ref _read) == Capacity;

    /// <summary>The step of the first group that is not done, or where all are, of one before.</summary>
    public string Step => First.Step;

    /// <summary>What the board said to that step.</summary>
    public long Arrival => First.Arrival;

    private Entry First => _entries[_read % Capacity];

    /// <summary>A group is about to be enqueued.</summary>
    public void Before(string step, long arrival, DeviceStream stream)
    {
        var entry = _entries[_written % Capacity];
        (entry.Step, entry.Arrival, entry.Started) = (step, arrival, null);
        stream.Record(entry.Start);
    }

    /// <summary>The group has been enqueued.</summary>
    public void After(DeviceStream stream)
    {
        stream.Record(_entries[_written % Capacity].End);
        Volatile.Write(ref _written, _written + 1);
    }

    /// <summary>Looks how far the GPU has come.</summary>
    /// <returns>For how long it has been at the first group that is not done.</returns>
    public TimeSpan Look()
    {
        while (!IsIdle)
        {
            var first = First;
            if (!first.End.IsDone)
            {
                if (first.Started is null && first.Start.IsDone)
                    first.Started = Environment.TickCount64;
                return TimeSpan.FromMilliseconds(Environment.TickCount64 - first.Started ?? 0);
            }

            Volatile.Write(ref _read, _read + 1);
        }

        return TimeSpan.Zero;
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

    private sealed class Entry(DeviceEvent start, DeviceEvent end)
    {
        public DeviceEvent Start => start;

        public DeviceEvent End => end;

        public string Step { get; set; } = "";

        public long Arrival { get; set; }

        public long? Started { get; set; }
    }
}
