using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>A few hundred cases drawn from seeds, against the oracle. A failure names the case's seed.</summary>
public abstract class RandomTests : ExchangeConformance
{
    private const int CasesForEach = 70;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(8)]
    public void Drawn_cases_are_as_the_oracle_has_them(int ranks)
    {
        using var group = Group(ranks);
        for (int i = 0; i < CasesForEach; i++)
            CheckDrawn(group, ranks, seed: (ranks * 1000) + i);
    }

    private static void CheckDrawn(RankGroup group, int ranks, int seed)
    {
        var draw = new Draw(seed);
        int expertsPerRank = draw.Between(1, 6);
        int experts = expertsPerRank * ranks;
        var setup = new ExchangeSetup
        {
            Ranks = ranks,
            Experts = experts,
            TopK = draw.Between(1, Math.Min(experts, draw.OneOf(1, 2, 8, 32))),
            Hidden = draw.OneOf(1, 2, 3, 4, 7, 8, 16, 24, 40),
            Layout = draw.OneOf(ExpertLayout.ByRank, ExpertLayout.ByExpert),
            Alignment = draw.OneOf(1, 2, 3, 8, 16),
        };
        bool mayWeigh = setup.Layout == ExpertLayout.ByExpert || setup.TopK == 1;
        switch (draw.Between(0, mayWeigh ? 8 : 5))
        {
            case 0:
                CheckEither(group, setup, RoutingModels.PlainBlock(expertsPerRank), draw, seed);
                break;
            case 1:
                CheckEither(group, setup, RoutingModels.RoundRobin(ranks), draw, seed);
                break;
            case 2:
                setup = setup with { LocalExperts = Places(ranks, experts, draw, out int[] rankOf, out int[] slotOf) };
                CheckEither(group, setup, RoutingModels.Placement(rankOf, slotOf), draw, seed);
                break;
            case 3:
                setup = setup with { LocalExperts = [.. Enumerable.Repeat(experts, ranks)] };
                CheckEither(group, setup, RoutingModels.Replica(ranks), draw, seed);
                break;
            case 4:
                CheckEither(group, setup, RoutingModels.Threshold(expertsPerRank, draw.OneOf(0.2f, 0.9f)), draw, seed);
                break;
            case 5:
                setup = setup with { LocalExperts = [.. Enumerable.Repeat(experts, ranks)] };
                CheckEither(group, setup, RoutingModels.ByChoice(ranks), draw, seed);
                break;
            case 6:
                CheckEither(group, setup, RoutingModels.Block(expertsPerRank), draw, seed);
                break;
            case 7:
                CheckEither(group, setup, RoutingModels.SquaredWeight(expertsPerRank), draw, seed);
                break;
            default:
                CheckEither(group, setup, RoutingModels.Renamed(expertsPerRank, draw.OneOf(0.25f, 50f)), draw, seed);
                break;
        }
    }

    private static void CheckEither<TRouting>(
        RankGroup group, ExchangeSetup setup, RoutingModel<TRouting> routing, Draw draw, int seed)
        where TRouting : unmanaged, IRouting
    {
        int most = draw.OneOf(1, 8, 40, 70);
        int[] tokens = new int[setup.Ranks];
        for (int rank = 0; rank < tokens.Length; rank++)
            tokens[rank] = draw.Chance(0.15) ? 0 : draw.Between(0, most);
        double masked = draw.OneOf(0, 0.05, 0.5, 0.95);
        switch (draw.Between(0, 2))
        {
            case 0:
                Check(group, Drawn<float>(setup, tokens, seed, masked), routing, seed);
                break;
            case 1:
                Check(group, Drawn<Half>(setup, tokens, seed, masked), routing, seed);
                break;
            default:
                Check(group, Drawn<BFloat16>(setup, tokens, seed, masked), routing, seed);
                break;
        }
    }

    /// <summary>Experts anywhere, or nowhere, each alone in its place; as many places a rank as that takes.</summary>
    private static int[] Places(int ranks, int experts, Draw draw, out int[] rankOf, out int[] slotOf)
    {
        var places = new int[ranks];
        rankOf = new int[experts];
        slotOf = new int[experts];
        for (int expert = 0; expert < experts; expert++)
        {
            rankOf[expert] = draw.Chance(0.1) ? -1 : draw.Between(0, ranks - 1);
            if (rankOf[expert] >= 0)
                slotOf[expert] = places[rankOf[expert]]++;
        }

        return places;
    }
}
