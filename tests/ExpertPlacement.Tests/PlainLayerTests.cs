using Moe.Runtime;

namespace ExpertPlacement.Tests;

/// <summary>That "verified" means something.</summary>
[TestClass]
public sealed class PlainLayerTests
{
    private static readonly Settings Settings = new()
    {
        Ranks = 2,
        RanksPerNode = 1,
        Experts = 6,
        TopK = 2,
        Tokens = 10,
        Replicas = 3,
        MostNodes = 2,
        DropBelow = 5,
    };

    [TestMethod]
    public void A_value_that_differs_in_its_last_bit_is_found()
    {
        var (plain, results) = Run();
        Assert.IsTrue(plain.Agrees(results));

        results[1].Combined[7] = MathF.BitIncrement(results[1].Combined[7]);

        Assert.IsFalse(plain.Agrees(results));
    }

    [TestMethod]
    public void A_choice_at_another_replica_is_found()
    {
        var (plain, results) = Run();

        results[0].ChoicesPerSlot[0]++;

        Assert.IsFalse(plain.Agrees(results));
    }

    private static (PlainLayer Plain, RankResult[] Results) Run()
    {
        var choices = Array.ConvertAll([0, 1], rank => Gate.Of(rank, Settings));
        var x = Array.ConvertAll([0, 1], rank => Tokens.Of(rank, Settings));
        var placement = Balancer.Consecutive(Settings);
        using var group = RankGroup.Cpu(2);
        var results = group.Run(rank => Layer.Run(rank, Settings, placement, choices[rank.Index], x[rank.Index]));
        return (PlainLayer.Of(Settings, placement, choices, x), results);
    }
}
