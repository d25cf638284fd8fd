namespace Moe.Runtime;

/// <summary>
/// What a tile of tokens counts, in this order: choices for each of the S experts of all ranks, tokens for each of the R
/// ranks, and choices that go nowhere.
/// </summary>
internal static class TileBins
{
    /// <summary>Choices that the gate masked, among those that go nowhere.</summary>
    public const int Masked = 0;

    /// <summary>Choices that the routing dropped.</summary>
    public const int Dropped = 1;

    /// <summary>How many bins there are for choices that go nowhere.</summary>
    public const int Nowhere = 2;
}
