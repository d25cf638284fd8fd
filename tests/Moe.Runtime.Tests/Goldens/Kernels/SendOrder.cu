namespace Moe::Runtime
{
/// Where a token's row stands among the rows that go to one rank, and where a choice stands among those for one expert:
/// in source order, from two tables. A slot counts within a tile of TileTokens tokens; the tile's base counts the tiles
/// before it.
/// tokenSlots: [T * R] a token's slot among its tile's for a rank; -1 where none of its choices goes there.
/// choiceSlots: [T * K] a choice's slot among its tile's for an expert; -1 where it goes nowhere.
/// tileBases: [(S + R) * tiles] for each expert of all ranks (S in all), then for each rank.
/// expertBase: [R + 1] the first of each rank's experts among the S; the last entry is S.
/// experts: S.
/// tiles: Tiles of tokens.
/// ranks: R.
struct SendOrder
{
    static constexpr int TileTokens = 32;

    moe::Span<const int> tokenSlots;
    moe::Span<const int> choiceSlots;
    moe::Span<const int> tileBases;
    moe::Span<const int> expertBase;
    int experts;
    int tiles;
    int ranks;

    SendOrder() = default;

    __device__ SendOrder(
        moe::Span<const int> tokenSlots,
        moe::Span<const int> choiceSlots,
        moe::Span<const int> tileBases,
        moe::Span<const int> expertBase,
        int experts,
        int tiles,
        int ranks)
        : tokenSlots(tokenSlots), choiceSlots(choiceSlots), tileBases(tileBases), expertBase(expertBase),
            experts(experts), tiles(tiles), ranks(ranks)
    {
    }

    /// The token's row among those that go to the rank; -1 where it does not go there.
    __device__ int RowOf(int token, int rank) const
    {
        int slot = tokenSlots[token * ranks + rank];
        return slot < 0 ? -1 : tileBases[(experts + rank) * tiles + token / TileTokens] + slot;
    }

    /// Whether a choice goes anywhere; one in error does not.
    /// item: token * K + choice.
    __device__ bool Has(int item) const
    {
        return choiceSlots[item] >= 0;
    }

    /// Where a choice that goes to a rank's expert stands among this rank's choices for it.
    /// item: token * K + choice.
    /// token: The token.
    /// rank: The rank.
    /// expert: The expert, on that rank.
    __device__ int SlotOf(int item, int token, int rank, int expert) const
    {
        return tileBases[(expertBase[rank] + expert) * tiles + token / TileTokens] + choiceSlots[item];
    }
};
}
