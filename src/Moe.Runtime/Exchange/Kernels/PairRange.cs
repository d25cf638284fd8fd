using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Some of the pairs received, in order: from one on, without those of a gap. A rank's own pairs are such a range, and so
/// are all the others.
/// </summary>
/// <param name="first">The first pair.</param>
/// <param name="gapStart">The first pair left out.</param>
/// <param name="gap">How many are left out.</param>
[Device]
internal readonly partial struct PairRange(int first, int gapStart, int gap)
{
    /// <summary>The range's i-th pair.</summary>
    [Device]
    public int At(int i)
    {
        int pair = first + i;
        return pair < gapStart ? pair : pair + gap;
    }
}
