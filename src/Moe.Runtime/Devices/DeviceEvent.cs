namespace Moe.Runtime;

/// <summary>
/// A mark in the order of a stream's work, to wait for that alone which was enqueued before it, or to time what lies
/// between two. It belongs to one thread at a time.
/// </summary>
public abstract class DeviceEvent : IDisposable
{
    private protected DeviceEvent()
    {
    }

    /// <summary>Whose streams it marks.</summary>
    public abstract Device Device { get; }

    /// <summary>Whether all that was enqueued before the mark is done; true where nothing was marked yet.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Waits until all that was enqueued before the mark is done.</summary>
    public abstract void Wait();

    /// <summary>The time from an earlier mark to this one. Both are of timed events, and done.</summary>
    /// <param name="earlier">An event of the same device.</param>
    /// <exception cref="InvalidOperationException">
    /// One of them has marked nothing, or is not timed, or not done.
    /// </exception>
    public abstract TimeSpan Since(DeviceEvent earlier);

    /// <summary>Ends the event. Twice is harmless.</summary>
    public abstract void Dispose();
}
