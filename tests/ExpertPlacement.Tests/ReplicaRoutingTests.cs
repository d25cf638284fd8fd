using Moe.Dsl;
using Moe.Runtime;

namespace ExpertPlacement.Tests;

/// <summary>The routing called as what it is: a method.</summary>
[TestClass]
public sealed class ReplicaRoutingTests
{
    private static readonly Destination Dropped = Destination.Dropped;

    // Ranks 0 and 1 are a node, 2 and 3 another. Expert 0 lives on ranks 0 and 2, the others on one each: 1, 2 and 3.
    private static readonly int[][] RanksOf = [[0, 2], [1], [2], [3]];

    [TestMethod]
    public void A_choice_goes_to_the_slot_that_the_table_says()
        => CollectionAssert.AreEqual(
            new[] { new Destination(2, 1), new Destination(3, 0) }, Route([2, 3], [0.5f, 0.5f], mostNodes: 2));

    [TestMethod]
    public void Neighbouring_tokens_ask_different_replicas()
    {
        int[] ranks = [.. Enumerable.Range(0, 64).Select(token => Route([0], [1f], mostNodes: 1, token)[0].Rank)];

        CollectionAssert.AreEqual(new[] { 0, 2 }, ranks.Distinct().Order().ToArray());
        int first = ranks.Count(rank => rank == 0);
        Assert.IsTrue(first is >= 20 and <= 44, $"{first} of 64 tokens ask the first replica.");
    }

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(2, 2)]
    [DataRow(3, 2)]
    public void A_replica_on_a_node_that_the_token_goes_to_anyway_is_taken_first(int expert, int rank)
    {
        for (int token = 0; token < 8; token++)
            Assert.AreEqual(new Destination(rank, 0), Route([expert, 0], [0.6f, 0.4f], mostNodes: 2, token)[1]);
    }

    [TestMethod]
    public void What_would_open_one_node_too_many_is_dropped()
        => CollectionAssert.AreEqual(
            new[] { new Destination(1, 0), Dropped, new Destination(0, 0) },
            Route([1, 3, 0], [0.5f, 0.3f, 0.2f], mostNodes: 1));

    [TestMethod]
    public void Light_and_masked_choices_open_no_node()
        => CollectionAssert.AreEqual(
            new[] { Dropped, Dropped, new Destination(3, 0) },
            Route([1, -1, 3], [0.04f, 0.5f, 0.4f], mostNodes: 1, leastWeight: 0.05f)[..3]);

    [TestMethod]
    public void A_choice_at_the_threshold_is_sent()
        => Assert.AreEqual(new Destination(1, 0), Route([1], [0.25f], mostNodes: 1, leastWeight: 0.25f)[0]);

    private static Destination[] Route(
        int[] experts, float[] weights, int mostNodes, int token = 0, float leastWeight = 0f)
    {
        using var device = new CpuDevice();
        using var tables = new Placement(RanksOf, ranks: 4).CopyTo(device);
        int topK = experts.Length;
        int[] chosen = [.. Enumerable.Repeat(experts, token + 1).SelectMany(of => of)];
        float[] weighed = [.. Enumerable.Repeat(weights, token + 1).SelectMany(of => of)];
        using var deviceChosen = device.CopyOf<int>(chosen);
        using var deviceWeights = device.CopyOf<float>(weighed);
        var routing = new ReplicaRouting(
            tables.View(ranksPerNode: 2), deviceChosen, deviceWeights, topK, mostNodes, leastWeight);
        return [.. Enumerable.Range(0, topK)
            .Select(choice => routing.Route(new Assignment(token, choice, experts[choice], weights[choice])))];
    }
}
