using CsCheck;
using Moe.Conformance.Oracle;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>
/// Draws cases: mostly small ones, some that cross a warp's 32 tokens, ranks without tokens or experts.
/// </summary>
internal static class ExchangeCases
{
    private static readonly Gen<int> Ranks = Gen.Frequency((4, Gen.Int[1, 3]), (1, Gen.Int[4, 8]));

    private static readonly Gen<int> TokensOfRank
        = Gen.Frequency((1, Gen.Const(0)), (6, Gen.Int[0, 12]), (1, Gen.Int[13, 70]));

    private static readonly Gen<int> ExpertsOfRank = Gen.Frequency((1, Gen.Const(0)), (9, Gen.Int[1, 5]));

    private static readonly Gen<ExchangeSetup> Shape = Gen.Select(
        Gen.Int[0, 12],
        Gen.Frequency((4, Gen.Int[1, 4]), (1, Gen.Int[5, 32])),
        Gen.Frequency((4, Gen.Int[1, 16]), (1, Gen.Int[17, 64])),
        Gen.OneOf(ExpertLayout.ByRank, ExpertLayout.ByExpert),
        Gen.OneOf(1, 2, 3, 8, 16),
        (others, topK, hidden, layout, alignment) => new ExchangeSetup
        {
            Ranks = 1,
            Experts = topK + others,
            TopK = topK,
            Hidden = hidden,
            Layout = layout,
            Alignment = alignment,
        });

    private static readonly Gen<ExchangeLoad> Load = Gen.Select(
        Gen.Int[1, 3],
        Gen.Frequency((3, Gen.Const(0f)), (1, Gen.OneOf(0.3f, 0.9f))),
        Gen.OneOf(1, 2, 8),
        Gen.Frequency((1, Gen.Const(1.0)), (9, Gen.OneOf(0, 0.05, 0.5))),
        Gen.Bool,
        (replicas, leastWeight, skew, masked, longIds)
            => new ExchangeLoad(replicas, leastWeight, skew, masked, longIds));

    /// <summary>Cases.</summary>
    public static Gen<ExchangeCase> All { get; }
        = from ranks in Ranks
          from perRank in Gen.Select(ExpertsOfRank.Array[ranks], TokensOfRank.Array[ranks])
          from rest in Gen.Select(Shape, Load, Gen.Int[0, int.MaxValue])
          select new ExchangeCase(
              rest.Item1 with { Ranks = ranks, LocalExperts = perRank.Item1 }, perRank.Item2, rest.Item2, rest.Item3);
}
