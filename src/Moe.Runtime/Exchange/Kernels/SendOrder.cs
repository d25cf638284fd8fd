using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Where a token's row stands among the rows that go to one rank, and where a choice stands among those for one expert:
/// in source order, from two tables. A slot counts within a tile of <see cref="TileTokens"/> tokens; the tile's base
/// counts the tiles before it.
/// </summary>
/// <param name="tokenSlots">[T * R] a token's slot among its tile's for a rank; -1 where none of its choices goes there.</param>
/// <param name="choiceSlots">[T * K] a choice's slot among its tile's for an expert; -1 where it goes nowhere.</param>
/// <param name="tileBases">[(S + R) * tiles] for each expert of all ranks (S in all), then for each rank.</param>
/// <param name="expertBase">[R + 1] the first of each rank's experts among the S; the last entry is S.</param>
/// <param name="experts">S.</param>
/// <param name="tiles">Tiles of tokens.</param>
/// <param name="ranks">R.</param>
[Device]
internal readonly partial struct SendOrder(
    DeviceView<int> tokenSlots,
    DeviceView<int> choiceSlots,
    DeviceView<int> tileBases,
    DeviceView<int> expertBase,
    int experts,
    int tiles,
    int ranks)
{
    /// <summary>Tokens a tile: one for each lane of the warp that counts it.</summary>
    public const int TileTokens = 32;

    /// <summary>The token's row among those that go to the rank; -1 where it does not go there.</summary>
    [Device]
    public int RowOf(int token, int rank)
    {
        int slot = tokenSlots[token * ranks + rank];
        return slot < 0 ? -1 : tileBases[(experts + rank) * tiles + token / TileTokens] + slot;
    }

    /// <summary>Whether a choice goes anywhere; one in error does not.</summary>
    /// <param name="item">token * K + choice.</param>
    [Device]
    public bool Has(int item) => choiceSlots[item] >= 0;

    /// <summary>Where a choice that goes to a rank's expert stands among this rank's choices for it.</summary>
    /// <param name="item">token * K + choice.</param>
    /// <param name="token">The token.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="expert">The expert, on that rank.</param>
    [Device]
    public int SlotOf(int item, int token, int rank, int expert)
        => tileBases[(expertBase[rank] + expert) * tiles + token / TileTokens] + choiceSlots[item];
}
