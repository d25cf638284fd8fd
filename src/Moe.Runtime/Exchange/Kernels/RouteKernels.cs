using System.Numerics;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Routing and counting: which choice goes where, and how many go to each expert and rank.</summary>
internal static partial class RouteKernels
{
    // The bits of a uint.
    private const int RanksAtOnce = 32;

    /// <summary>
    /// Evaluates the routing, once for each choice, and counts. One warp takes a tile of 32 tokens: first its choices in
    /// order, 32 at a time, each lane finding its place among those for the same expert; then, a token a lane, which
    /// ranks the token goes to. Counts stay within the tile, so that places follow source order whatever order the
    /// tiles run in.
    /// </summary>
    /// <param name="routing">The routing.</param>
    /// <param name="intIds">[T * K] the gate's choices, -1 where masked; or none, and they are long.</param>
    /// <param name="longIds">[T * K] the gate's choices, -1 where masked; or none, and they are int.</param>
    /// <param name="singleWeights">[T * K] their weights; or none, and they are of another type.</param>
    /// <param name="halfWeights">[T * K] their weights; or none, and they are of another type.</param>
    /// <param name="bfloat16Weights">[T * K] their weights; or none, and they are of another type.</param>
    /// <param name="expertIds">[T * K] the choices, kept.</param>
    /// <param name="weights">[T * K] the weights, kept as float.</param>
    /// <param name="expertBase">[R + 1] the first of each rank's experts among all; the last entry is their number, S.</param>
    /// <param name="choiceRank">[T * K] the rank the routing named; -1 where the choice goes nowhere.</param>
    /// <param name="choiceExpert">[T * K] the expert there.</param>
    /// <param name="choiceSlot">[T * K] the choice's place among the tile's for that expert; -1 where it goes nowhere.</param>
    /// <param name="tokenSlot">[T * R] the token's place among the tile's for that rank; -1 where it does not go there.</param>
    /// <param name="tileCounts">[bins * tiles] what <see cref="TileBins"/> says, in each tile.</param>
    /// <param name="verdicts">
    /// [tiles] 0, or 4 * (T * K - item) + fault of the tile's first choice in error: the greatest such value.
    /// </param>
    /// <param name="tokens">T.</param>
    /// <param name="experts">E.</param>
    /// <param name="topK">K.</param>
    /// <param name="ranks">R.</param>
    /// <param name="bins">S + R + <see cref="TileBins.Nowhere"/>.</param>
    [Kernel(MaxThreads = 32)]
    public static void Route<TRouting>(
        TRouting routing,
        ReadOnlySpan<int> intIds,
        ReadOnlySpan<long> longIds,
        ReadOnlySpan<float> singleWeights,
        ReadOnlySpan<Half> halfWeights,
        ReadOnlySpan<BFloat16> bfloat16Weights,
        Span<long> expertIds,
        Span<float> weights,
        ReadOnlySpan<int> expertBase,
        Span<int> choiceRank,
        Span<int> choiceExpert,
        Span<int> choiceSlot,
        Span<int> tokenSlot,
        Span<int> tileCounts,
        Span<long> verdicts,
        int tokens,
        int experts,
        [Specialize] int topK,
        [Specialize] int ranks,
        [Specialize] int bins)
        where TRouting : unmanaged, IRouting
    {
        Span<int> counts = Shared.Span<int>(bins);
        Span<long> verdict = Shared.Span<long>(1);
        int lane = Warp.Lane;
        if (lane == 0)
            verdict[0] = 0;
        for (int bin = lane; bin < bins; bin += Warp.Size)
            counts[bin] = 0;
        Warp.Sync();

        int firstNowhere = bins - TileBins.Nowhere;
        int allExperts = firstNowhere - ranks;
        int tile = BlockIdx.X;
        int firstToken = tile * SendOrder.TileTokens;
        for (int step = 0; step < topK; step++)
        {
            int offset = step * Warp.Size + lane;
            int token = firstToken + offset / topK;
            int item = firstToken * topK + offset;
            int bin = -1;
            if (token < tokens)
            {
                long expert = longIds.Length > 0 ? longIds[item] : intIds[item];
                float weight = singleWeights.Length > 0
                    ? singleWeights[item]
                    : halfWeights.Length > 0 ? (float)halfWeights[item] : bfloat16Weights[item];
                expertIds[item] = expert;
                weights[item] = weight;
                int fault = Fault.None;
                Destination destination = Destination.Dropped;
                if (expert < -1 || expert >= experts)
                    fault = Fault.ExpertOutOfRange;
                else if (expert >= 0)
                    destination = routing.Route(new Assignment(token, offset % topK, (int)expert, weight));

                if (destination.Rank != -1 || destination.Expert != -1)
                {
                    if (destination.Rank < 0 || destination.Rank >= ranks)
                        fault = Fault.RankOutOfRange;
                    else if (destination.Expert < 0
                        || destination.Expert >= expertBase[destination.Rank + 1] - expertBase[destination.Rank])
                        fault = Fault.LocalExpertOutOfRange;
                    else
                        bin = expertBase[destination.Rank] + destination.Expert;
                }
                else if (fault == Fault.None)
                {
                    bin = firstNowhere + (expert < 0 ? TileBins.Masked : TileBins.Dropped);
                }

                if (fault != Fault.None)
                    Atomic.Max(ref verdict[0], ((long)tokens * topK - item) * 4 + fault);
                choiceRank[item] = destination.Rank;
                choiceExpert[item] = destination.Expert;
            }

            uint same = Warp.MatchAny(bin);
            if (token < tokens)
            {
                choiceSlot[item] = bin < 0 || bin >= allExperts
                    ? -1
                    : counts[bin] + BitOperations.PopCount(same & Warp.LanesBelow);
            }

            Warp.Sync();
            if (bin >= 0 && (same & Warp.LanesBelow) == 0u)
                counts[bin] += BitOperations.PopCount(same);
            Warp.Sync();
        }

        int ownToken = firstToken + lane;
        for (int firstRank = 0; firstRank < ranks; firstRank += RanksAtOnce)
        {
            // A bit for each of these ranks, so that the choices are read once for all of them.
            uint goesTo = 0u;
            if (ownToken < tokens)
            {
                for (int choice = 0; choice < topK; choice++)
                {
                    int item = ownToken * topK + choice;
                    if (choiceSlot[item] >= 0 && choiceRank[item] / RanksAtOnce == firstRank / RanksAtOnce)
                        goesTo |= 1u << (choiceRank[item] - firstRank);
                }
            }

            for (int rank = firstRank; rank < ranks && rank < firstRank + RanksAtOnce; rank++)
            {
                bool goes = (goesTo >> (rank - firstRank) & 1u) != 0u;
                uint going = Warp.Ballot(goes);
                if (ownToken < tokens)
                    tokenSlot[ownToken * ranks + rank] = goes ? BitOperations.PopCount(going & Warp.LanesBelow) : -1;
                if (lane == 0)
                    counts[allExperts + rank] = BitOperations.PopCount(going);
            }
        }

        Warp.Sync();
        if (lane == 0)
            verdicts[tile] = verdict[0];
        for (int bin = lane; bin < bins; bin += Warp.Size)
            tileCounts[bin * GridDim.X + tile] = counts[bin];
    }

    /// <summary>
    /// Turns each bin's counts by tile into the sum of the tiles before, and its total. One warp takes a bin.
    /// </summary>
    /// <param name="tileCounts">[bins * tiles] counts, replaced by the sums before.</param>
    /// <param name="totals">[bins].</param>
    /// <param name="tiles">Tiles.</param>
    [Kernel(MaxThreads = 128)]
    public static void Offsets(Span<int> tileCounts, Span<int> totals, int tiles)
    {
        int bin = (BlockIdx.X * BlockDim.X + ThreadIdx.X) / Warp.Size;
        if (bin >= totals.Length)
            return;
        int lane = Warp.Lane;
        int before = 0;
        for (int first = 0; first < tiles; first += Warp.Size)
        {
            int tile = first + lane;
            int count = tile < tiles ? tileCounts[bin * tiles + tile] : 0;
            int sum = count;
            for (int distance = 1; distance < Warp.Size; distance *= 2)
            {
                int below = Warp.ShuffleUp(sum, distance);
                if (lane >= distance)
                    sum += below;
            }

            if (tile < tiles)
                tileCounts[bin * tiles + tile] = before + sum - count;
            before += Warp.Shuffle(sum, Warp.Size - 1);
        }

        if (lane == 0)
            totals[bin] = before;
    }
}
