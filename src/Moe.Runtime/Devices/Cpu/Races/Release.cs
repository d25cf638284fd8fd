using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>What a thread had done, and knew others to have done, when it released a value.</summary>
/// <param name="block">When its block began.</param>
/// <param name="barrier">When the block last met.</param>
/// <param name="thread">The thread's linear index in its block.</param>
/// <param name="stamp">The stamp of what it did last.</param>
/// <param name="warp">When its warp last met.</param>
/// <param name="lanes">[32] what it knew of its warp's lanes, or null.</param>
/// <param name="acquired">What others had released to it.</param>
internal sealed class Release(
    long block, long barrier, int thread, long stamp, long warp, long[]? lanes, Release[] acquired)
{
    /// <summary>Whether both are of one thread.</summary>
    public bool IsOfThread(Release other) => other.Block == Block && other.Thread == Thread;

    private long Block => block;

    private int Thread => thread;

    /// <summary>Whether a use is among what was released.</summary>
    public bool Covers(in MemoryUse use)
    {
        if (use.Stamp >= block && use.Stamp <= stamp)
        {
            if (use.Thread == thread || use.Stamp < barrier)
                return true;
            if (use.Thread / Warp.Size == thread / Warp.Size
                && (use.Stamp < warp || (lanes is not null && use.Stamp <= lanes[use.Thread % Warp.Size])))
            {
                return true;
            }
        }

        foreach (var release in acquired)
        {
            if (release.Covers(use))
                return true;
        }

        return false;
    }
}
