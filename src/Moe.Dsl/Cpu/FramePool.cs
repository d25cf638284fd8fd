namespace Moe.Dsl;

/// <summary>
/// Frames that have been given back, one stack for each kind and thread of the process. A launch has as many calls at once
/// as a block has threads, so that is how many are kept.
/// </summary>
internal static class FramePool<TFrame>
    where TFrame : class, new()
{
    [ThreadStatic]
    private static Stack<TFrame>? s_frames;

    public static TFrame Rent() => s_frames is { } frames && frames.TryPop(out var frame) ? frame : new TFrame();

    public static void Return(TFrame frame) => (s_frames ??= new Stack<TFrame>()).Push(frame);
}
