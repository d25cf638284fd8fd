namespace Moe::Runtime::RouteKernels
{
/// Evaluates the routing, once for each choice, and counts. One warp takes a tile of 32 tokens: first its choices in
/// order, 32 at a time, each lane finding its place among those for the same expert; then, a token a lane, which ranks
/// the token goes to. Counts stay within the tile, so that places follow source order whatever order the tiles run in.
/// routing: The routing.
/// intIds: [T * K] the gate's choices, -1 where masked; or none, and they are long.
/// longIds: [T * K] the gate's choices, -1 where masked; or none, and they are int.
/// singleWeights: [T * K] their weights; or none, and they are of another type.
/// halfWeights: [T * K] their weights; or none, and they are of another type.
/// bfloat16Weights: [T * K] their weights; or none, and they are of another type.
/// expertIds: [T * K] the choices, kept.
/// weights: [T * K] the weights, kept as float.
/// expertBase: [R + 1] the first of each rank's experts among all; the last entry is their number, S.
/// choiceRank: [T * K] the rank the routing named; -1 where the choice goes nowhere.
/// choiceExpert: [T * K] the expert there.
/// choiceSlot: [T * K] the choice's place among the tile's for that expert; -1 where it goes nowhere.
/// tokenSlot: [T * R] the token's place among the tile's for that rank; -1 where it does not go there.
/// tileCounts: [bins * tiles] what TileBins says, in each tile.
/// verdicts: [tiles] 0, or 4 * (T * K - item) + fault of the tile's first choice in error: the greatest such value.
/// tokens: T.
/// experts: E.
/// topK: K.
/// ranks: R.
/// bins: S + R + Nowhere.
template <typename TRouting, int topK, int ranks, int bins>
__global__ void __launch_bounds__(32) Route(
    TRouting routing,
    moe::Span<const int> intIds,
    moe::Span<const long long> longIds,
    moe::Span<const float> singleWeights,
    moe::Span<const moe::Half> halfWeights,
    moe::Span<const moe::BFloat16> bfloat16Weights,
    moe::Span<long long> expertIds,
    moe::Span<float> weights,
    moe::Span<const int> expertBase,
    moe::Span<int> choiceRank,
    moe::Span<int> choiceExpert,
    moe::Span<int> choiceSlot,
    moe::Span<int> tokenSlot,
    moe::Span<int> tileCounts,
    moe::Span<long long> verdicts,
    int tokens,
    int experts)
{
    constexpr int TileBins_Nowhere = 2;
    constexpr int SendOrder_TileTokens = 32;
    constexpr int Fault_None = 0;
    constexpr int Fault_ExpertOutOfRange = 1;
    constexpr int Fault_RankOutOfRange = 2;
    constexpr int Fault_LocalExpertOutOfRange = 3;
    constexpr int TileBins_Masked = 0;
    constexpr int TileBins_Dropped = 1;
    constexpr int RanksAtOnce = 32;
    alignas(16) __shared__ int counts_storage[bins];
    moe::Span<int> counts{counts_storage, bins};
    alignas(16) __shared__ long long verdict_storage[1];
    moe::Span<long long> verdict{verdict_storage, 1};
    int lane = moe::Warp::Lane();
    if (lane == 0)
        verdict[0] = 0;
    for (int bin = lane; bin < bins; bin += moe::Warp::Size)
        counts[bin] = 0;
    moe::Warp::Sync();

    int firstNowhere = bins - TileBins_Nowhere;
    int allExperts = firstNowhere - ranks;
    int tile = (int)blockIdx.x;
    int firstToken = tile * SendOrder_TileTokens;
    for (int step = 0; step < topK; step++)
    {
        int offset = step * moe::Warp::Size + lane;
        int token = firstToken + offset / topK;
        int item = firstToken * topK + offset;
        int bin = -1;
        if (token < tokens)
        {
            long long expert = longIds.Length > 0 ? longIds[item] : intIds[item];
            float weight = singleWeights.Length > 0
                ? singleWeights[item]
                : halfWeights.Length > 0
                ? (float)halfWeights[item]
                : (float)bfloat16Weights[item];
            expertIds[item] = expert;
            weights[item] = weight;
            int fault = Fault_None;
            moe::Destination destination = moe::Destination::Dropped();
            if (expert < -1 || expert >= experts)
                fault = Fault_ExpertOutOfRange;
            else if (expert >= 0)
                destination = routing.Route(moe::Assignment(token, offset % topK, (int)expert, weight));

            if (destination.Rank != -1 || destination.Expert != -1)
            {
                if (destination.Rank < 0 || destination.Rank >= ranks)
                    fault = Fault_RankOutOfRange;
                else if (destination.Expert < 0
                    || destination.Expert >= expertBase[destination.Rank + 1] - expertBase[destination.Rank])
                    fault = Fault_LocalExpertOutOfRange;
                else
                    bin = expertBase[destination.Rank] + destination.Expert;
            }
            else if (fault == Fault_None)
                bin = firstNowhere + (expert < 0 ? TileBins_Masked : TileBins_Dropped);

            if (fault != Fault_None)
                moe::Atomic::Max(verdict[0], ((long long)tokens * topK - item) * 4 + fault);
            choiceRank[item] = destination.Rank;
            choiceExpert[item] = destination.Expert;
        }

        unsigned int same = moe::Warp::MatchAny(bin);
        if (token < tokens)
            choiceSlot[item] = bin < 0 || bin >= allExperts
                ? -1
                : counts[bin] + moe::PopCount(same & moe::Warp::LanesBelow());

        moe::Warp::Sync();
        if (bin >= 0 && (same & moe::Warp::LanesBelow()) == 0u)
            counts[bin] += moe::PopCount(same);
        moe::Warp::Sync();
    }

    int ownToken = firstToken + lane;
    for (int firstRank = 0; firstRank < ranks; firstRank += RanksAtOnce)
    {
        unsigned int goesTo = 0u;
        if (ownToken < tokens)
        {
            for (int choice = 0; choice < topK; choice++)
            {
                int item = ownToken * topK + choice;
                if (choiceSlot[item] >= 0 && choiceRank[item] / RanksAtOnce == firstRank / RanksAtOnce)
                    goesTo |= 1u << ((choiceRank[item] - firstRank) & 31);
            }
        }

        for (int rank = firstRank; rank < ranks && rank < firstRank + RanksAtOnce; rank++)
        {
            bool goes = ((goesTo >> ((rank - firstRank) & 31)) & 1u) != 0u;
            unsigned int going = moe::Warp::Ballot(goes);
            if (ownToken < tokens)
                tokenSlot[ownToken * ranks + rank] = goes ? moe::PopCount(going & moe::Warp::LanesBelow()) : -1;
            if (lane == 0)
                counts[allExperts + rank] = moe::PopCount(going);
        }
    }

    moe::Warp::Sync();
    if (lane == 0)
        verdicts[tile] = verdict[0];
    for (int bin = lane; bin < bins; bin += moe::Warp::Size)
        tileCounts[bin * (int)gridDim.x + tile] = counts[bin];
}
}
