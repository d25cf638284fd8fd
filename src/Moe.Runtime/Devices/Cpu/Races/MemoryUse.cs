namespace Moe.Runtime;

/// <summary>One thread's use of a place in memory.</summary>
/// <param name="Stamp">When: see <see cref="ThreadClocks"/>. 0 where there is none.</param>
/// <param name="Thread">The thread's linear index in its block, or <see cref="Nobody"/>.</param>
/// <param name="Place">The line of C#: see <see cref="SourcePlaces"/>.</param>
internal readonly record struct MemoryUse(long Stamp, int Thread, int Place)
{
    /// <summary>Stands for a use of which nothing is known but that it was.</summary>
    public const int Nobody = -1;

    /// <summary>Whether there was one.</summary>
    public bool IsSome => Stamp != 0;
}
