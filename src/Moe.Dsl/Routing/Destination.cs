namespace Moe.Dsl;

/// <summary>Where a choice goes.</summary>
/// <param name="Rank">The rank, 0 to R - 1.</param>
/// <param name="Expert">The expert there, counted from 0 on that rank.</param>
[Device]
public readonly partial record struct Destination(int Rank, int Expert)
{
    /// <summary>Nowhere: the choice is not sent, and adds nothing to the combined token.</summary>
    [Device]
    public static Destination Dropped => new(-1, -1);
}
