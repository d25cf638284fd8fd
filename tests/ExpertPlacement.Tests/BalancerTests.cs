namespace ExpertPlacement.Tests;

[TestClass]
public sealed class BalancerTests
{
    private static readonly Settings Settings = new()
    {
        Ranks = 4,
        RanksPerNode = 2,
        Experts = 6,
        TopK = 2,
        Tokens = 10,
        Replicas = 3,
        MostNodes = 1,
        DropBelow = 0,
    };

    [TestMethod]
    public void Consecutive_experts_share_a_rank_and_the_first_ranks_have_one_more()
    {
        var placement = Balancer.Consecutive(Settings);

        CollectionAssert.AreEqual(new[] { 0, 1 }, placement.ExpertsOn(0).ToArray());
        CollectionAssert.AreEqual(new[] { 2, 3 }, placement.ExpertsOn(1).ToArray());
        CollectionAssert.AreEqual(new[] { 4 }, placement.ExpertsOn(2).ToArray());
        CollectionAssert.AreEqual(new[] { 5 }, placement.ExpertsOn(3).ToArray());
    }

    [TestMethod]
    public void A_popular_expert_gets_the_replicas_on_ranks_and_nodes_of_their_own()
    {
        var placement = Balancer.Balanced([100, 1, 1, 1, 1, 1], Settings with { Replicas = 1 });

        var nodes = placement.ReplicasOf(0).Select(replica => Settings.NodeOf(replica.Rank)).Order().ToArray();
        CollectionAssert.AreEqual(new[] { 0, 1 }, nodes);
        Assert.IsTrue(Enumerable.Range(1, 5).All(expert => placement.ReplicasOf(expert).Count == 1));
    }

    [TestMethod]
    public void A_rank_has_an_expert_once_however_popular()
    {
        var placement = Balancer.Balanced([100, 1, 1, 1, 1, 1], Settings with { Replicas = 50 });

        for (int expert = 0; expert < Settings.Experts; expert++)
            CollectionAssert.AreEquivalent(
                new[] { 0, 1, 2, 3 }, placement.ReplicasOf(expert).Select(replica => replica.Rank).ToArray());
    }
}
