using App;
using Moe.Runtime;

namespace QuickStart.Tests.Docs;

/// <summary>What rank 0 gets in each layout: the page's program.</summary>
internal static class Layouts
{
    private static readonly int[] RankOf = [0, 0, 0, 1, 1, 1];
    private static readonly int[] SlotOf = [0, 1, 2, 0, 1, 2];

    public static void Run(ExpertLayout layout, int alignment, TextWriter output)
    {
        int[] experts = [0, 1, 3, 2, 5, 0];    // [T, K]: three tokens of each rank, two choices each
        float[] weights = [0.5f, 0.5f, 0.75f, 0.25f, 0.625f, 0.375f];
        using var group = RankGroup.Cpu(ranks: 2);
        var lines = group.Run(rank =>
        {
            using var rankOf = rank.Device.CopyOf<int>(RankOf);
            using var slotOf = rank.Device.CopyOf<int>(SlotOf);
            using var topkIndices = rank.Device.CopyOfRows<int>(experts, width: 2);
            using var topkWeights = rank.Device.CopyOfRows<float>(weights, width: 2);
            using var x = rank.Device.AllocateRows<float>(3, width: 4);

            using var exchange = new ExpertExchange<TableRouting, float>(
                rank,
                new TableRouting(rankOf, slotOf),
                new ExchangeOptions { Experts = 6, TopK = 2, Hidden = 4, Layout = layout, ExpertAlignment = alignment });
            using var plan = exchange.CreatePlan(topkIndices, topkWeights);
            using var arrived = exchange.Dispatch(plan, x);
            return layout == ExpertLayout.ByRank ? ByRank(arrived) : ByExpert(arrived);
        })[0];
        foreach (var line in lines)
            output.WriteLine(line);
    }

    private static List<string> ByRank(DispatchedTokens<float> arrived)
    {
        var lines = new List<string> { "row  from rank  token   experts here" };
        var (source, token, experts) =
            (arrived.SourceRank.ToArray(), arrived.SourceIndex.ToArray(), arrived.TopkIndices.ToArray());
        for (int row = 0; row < arrived.Rows.Count; row++)
        {
            var here = experts[(2 * row)..(2 * row + 2)].Select(expert => $"{(expert < 0 ? "-" : expert),2}");
            lines.Add($"{row,3}{source[row],11}{token[row],7}   {string.Join(' ', here)}");
        }

        return lines;
    }

    private static List<string> ByExpert(DispatchedTokens<float> arrived)
    {
        var lines = new List<string> { "row  expert  from rank  token  choice  weight" };
        var (source, token) = (arrived.SourceRank.ToArray(), arrived.SourceIndex.ToArray());
        var (pair, choice, weight) =
            (arrived.RowToken.ToArray(), arrived.RowChoice.ToArray(), arrived.RowWeight.ToArray());
        var offsets = arrived.Counts.ExpertOffsets;
        for (int expert = 0; expert < offsets.Length - 1; expert++)
        {
            for (int row = offsets[expert]; row < offsets[expert + 1]; row++)
            {
                lines.Add(pair[row] < 0
                    ? $"{row,3}{expert,8}   padding"
                    : FormattableString.Invariant(
                        $"{row,3}{expert,8}{source[pair[row]],11}{token[pair[row]],7}{choice[row],8}{weight[row],8}"));
            }
        }

        return lines;
    }
}
