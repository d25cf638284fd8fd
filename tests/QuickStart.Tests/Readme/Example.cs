using App;
using Moe.Runtime;

namespace QuickStart.Tests.Readme;

/// <summary>The README's program.</summary>
internal static class Example
{
    public static void Run(TextWriter output)
    {
        int[] experts = [0, 1, 3, 2, 5, 0];                  // [T, K]: three tokens, two choices each
        float[] weights = [0.5f, 0.5f, 0.75f, 0.25f, 1f, 0f];
        float[] x = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];    // [T, H]
        var options = new ExchangeOptions { Experts = 6, TopK = 2, Hidden = 4, Layout = ExpertLayout.ByExpert };

        using var group = RankGroup.Cpu(ranks: 2);
        var answers = group.Run(rank =>
        {
            using var topkIndices = rank.Device.CopyOfRows<int>(experts, width: 2);
            using var topkWeights = rank.Device.CopyOfRows<float>(weights, width: 2);
            using var tokens = rank.Device.CopyOfRows<float>(x, width: 4);
            using var y = rank.Device.AllocateRows<float>(3, width: 4);

            using var exchange = new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(3), options);
            using var plan = exchange.CreatePlan(topkIndices, topkWeights);
            using var arrived = exchange.Dispatch(plan, tokens);
            exchange.Combine(plan, arrived.Rows, destination: y); // these experts answer what they are asked
            return $"rank {rank.Index} had {arrived.Rows.Count} rows to answer; y = {string.Join(' ', y.ToArray())}";
        });
        foreach (var answer in answers)
            output.WriteLine(answer);
    }
}
