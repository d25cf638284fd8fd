using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>
/// The exchange's kernels on a rank that sends to itself, beside copies of as many bytes and, where they compute, loops
/// that compute the same.
/// </summary>
internal static class ExchangeStages
{
    private const int Tokens = 256;
    private const int Hidden = 7168;
    private const int TopK = 8;
    private const int Experts = 256;

    public static void Measure(TextWriter output)
    {
        using var group = RankGroup.Cpu(ranks: 1);
        group.Run(rank => Measure(output, rank));
    }

    private static void Measure(TextWriter output, Rank rank)
    {
        var device = rank.Device;
        using var exchange = new ExpertExchange<TimedRouting, BFloat16>(
            rank,
            new TimedRouting(Experts),
            new ExchangeOptions { Experts = Experts, TopK = TopK, Hidden = Hidden, Layout = ExpertLayout.ByExpert });
        using var indices = device.CopyOfRows<int>(
            [.. Enumerable.Range(0, Tokens * TopK).Select(i => (i / TopK * 37 + i % TopK * 29) % Experts)], TopK);
        using var weights = device.CopyOfRows<float>(
            [.. Enumerable.Range(0, Tokens * TopK).Select(i => (i % 5 + 1) * 0.125f)], TopK);
        BFloat16[] values = [.. Enumerable.Range(0, Tokens * Hidden).Select(i => (BFloat16)(i % 17 * 0.25f))];
        using var x = device.CopyOfRows<BFloat16>(values, Hidden);
        using var y = device.AllocateRows<BFloat16>(Tokens, Hidden);
        using var kept = device.AllocateRows<BFloat16>(Tokens, Hidden);
        using var plan = exchange.CreatePlan(indices, weights);
        using var tokens = exchange.Dispatch(plan, x);
        exchange.Combine(plan, tokens.Rows, y);

        var state = plan.State;
        var own = state.Counts.Own;
        var stream = rank.Stream;
        var dispatch = new DispatchStep<TimedRouting, BFloat16>(exchange.Context);
        var combine = new CombineStep<TimedRouting, BFloat16>(exchange.Context);
        var from = new BFloat16[Tokens * Hidden * TopK];
        var to = new BFloat16[Tokens * Hidden * TopK];
        float[] weightOfRow = [.. Enumerable.Range(0, Tokens * TopK).Select(i => (i % 5 + 1) * 0.125f)];
        const int Row = Tokens * Hidden;

        output.WriteLine(
            "exchange        copy loop ms    copy ms  same work ms  kernel ms  of copy loop  of copy  of same work");
        Report("pack", Row, () => CopyLoop(from, to, Row), () => dispatch.Pack(stream, state, x, state.KeptRow, kept));
        Report(
            "expand",
            Row * TopK,
            () => CopyLoop(from, to, Row * TopK),
            () => dispatch.Expand(stream, x, areTokens: true, own, state.Pairs!, tokens.Rows, state.Counts.OwnPairs));
        Report(
            "weigh",
            Row * (TopK + 1) / 2,
            () => WeighLoop(from, weightOfRow, to),
            () => combine.Weigh(stream, state, tokens.Rows, own, kept));
        Report("sum", Row, () => SumLoop(from, to), () => combine.Sum(state, default, kept, 0, y));

        void Report(string name, int elements, Action sameWork, Action kernel)
        {
            var times = SideBySide.Measure(
                () => CopyLoop(from, to, elements), () => from.AsSpan(0, elements).CopyTo(to), sameWork, kernel);
            var (ms, over) = (times.Milliseconds, times.KernelOver);
            output.WriteLine(
                $"{name,-15} {ms[0],12:F2} {ms[1],10:F2} {ms[2],13:F2} {ms[3],10:F2} "
                + $"{1 / over[0],12:P0} {1 / over[1],9:P0} {1 / over[2],12:P0}");
        }
    }

    private static void CopyLoop(BFloat16[] from, BFloat16[] to, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = from[i];
    }

    private static void WeighLoop(BFloat16[] rows, float[] weights, BFloat16[] sums)
    {
        for (int token = 0; token < Tokens; token++)
        {
            for (int i = 0; i < Hidden; i++)
            {
                float sum = 0f;
                for (int choice = 0; choice < TopK; choice++)
                {
                    int row = token * TopK + choice;
                    float value = (float)rows[row * Hidden + i] * weights[row];
                    sum = choice == 0 ? value : sum + value;
                }

                sums[token * Hidden + i] = (BFloat16)sum;
            }
        }
    }

    private static void SumLoop(BFloat16[] rows, BFloat16[] sums)
    {
        for (int i = 0; i < Tokens * Hidden; i++)
            sums[i] = (BFloat16)(float)rows[i];
    }
}
