using Moe.Runtime;
using Moe.TestRank;

// Exchanges tokens with the other ranks until one of them fails. The first argument is cpu or gpu; the second, if there
// is one, is a rank that is to stop coming. Says "exchanged" once, and then what it was told of the failure.
const int tokens = 64;
const int hidden = 128;
try
{
    using var group = RankGroup.Join(args[0] == "cpu" ? new CpuDevice() : null, TimeSpan.FromSeconds(10));
    group.Run(rank =>
    {
        using var exchange = new ExpertExchange<RingRouting, float>(
            rank, default, new ExchangeOptions { Experts = rank.Size, TopK = 1, Hidden = hidden });
        using var ids = rank.Device.CopyOfRows<int>([.. Enumerable.Range(0, tokens).Select(t => t % rank.Size)], 1);
        using var weights = rank.Device.CopyOfRows<float>([.. Enumerable.Repeat(1f, tokens)], 1);
        float[] values = [.. Enumerable.Range(0, tokens * hidden).Select(i => (float)i)];
        using var x = rank.Device.CopyOfRows<float>(values, hidden);
        using var y = rank.Device.AllocateRows<float>(tokens, hidden);
        for (int round = 0; ; round++)
        {
            using var plan = exchange.CreatePlan(ids, weights);
            using var dispatched = exchange.Dispatch(plan, x);
            exchange.Combine(plan, dispatched.Rows, y);
            if (round > 0)
                continue;
            if (!y.ToArray().AsSpan().SequenceEqual(values))
                throw new InvalidOperationException("What came back is not what was sent.");
            Console.WriteLine("exchanged");
            if (args is [_, var stopping] && stopping == $"{rank.Index}")
                Thread.Sleep(Timeout.Infinite);
        }
    });
    return 0;
}
catch (RankFailedException e)
{
    Console.WriteLine($"rank {e.Rank} failed: {e.Message}");
    return 3;
}
catch (RankTimeoutException e)
{
    Console.WriteLine($"rank {string.Join(",", e.Ranks)} late: {e.Message}");
    return 4;
}
