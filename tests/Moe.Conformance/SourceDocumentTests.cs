using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// The worked example of the source document, by value and without the oracle: T = 4, H = 4, K = 1, two experts a rank,
/// x[t, h] = 4 t + h + 1000 rank; every rank's tokens go to ranks 0, 1, 1, 1, experts 0, 2, 3, 2.
/// </summary>
public abstract class SourceDocumentTests : ExchangeConformance
{
    [TestMethod]
    public void Two_ranks_by_rank()
    {
        var outcomes = Run(ranks: 2, ExpertLayout.ByRank);

        Expect.Same(
            new Received<float>
            {
                Rows = [0, 1, 2, 3, 1000, 1001, 1002, 1003],
                SourceIndex = [0, 0],
                SourceRank = [0, 1],
                TopkIndices = [0, 0],
                TopkWeights = [1, 2],
                TokensToRank = [1, 3],
                TokensFromRank = [1, 1],
                TokensPerExpert = [2, 0],
                ExpertOffsets = [0, 2, 2],
            },
            outcomes[0].Received,
            "rank 0: ");
        Expect.Same(
            new Received<float>
            {
                Rows =
                [
                    4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                    1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015,
                ],
                SourceIndex = [1, 2, 3, 1, 2, 3],
                SourceRank = [0, 0, 0, 1, 1, 1],
                TopkIndices = [0, 1, 0, 0, 1, 0],
                TopkWeights = [1.25f, 1.5f, 1.75f, 2.25f, 2.5f, 2.75f],
                TokensToRank = [1, 3],
                TokensFromRank = [3, 3],
                TokensPerExpert = [4, 2],
                ExpertOffsets = [0, 4, 6],
            },
            outcomes[1].Received,
            "rank 1: ");
    }

    [TestMethod]
    public void Two_ranks_by_expert()
    {
        var outcomes = Run(ranks: 2, ExpertLayout.ByExpert);

        Expect.Same(
            new Received<float>
            {
                Rows = [0, 1, 2, 3, 1000, 1001, 1002, 1003],
                SourceIndex = [0, 0],
                SourceRank = [0, 1],
                TopkIndices = [0, 0],
                TopkWeights = [1, 2],
                TokensToRank = [1, 3],
                TokensFromRank = [1, 1],
                TokensPerExpert = [2, 0],
                ExpertOffsets = [0, 2, 2],
                RowToken = [0, 1],
                RowChoice = [0, 0],
                RowWeight = [1, 2],
            },
            outcomes[0].Received,
            "rank 0: ");
        Expect.Same(
            new Received<float>
            {
                Rows =
                [
                    4, 5, 6, 7, 12, 13, 14, 15, 1004, 1005, 1006, 1007, 1012, 1013, 1014, 1015,
                    8, 9, 10, 11, 1008, 1009, 1010, 1011,
                ],
                SourceIndex = [1, 2, 3, 1, 2, 3],
                SourceRank = [0, 0, 0, 1, 1, 1],
                TopkIndices = [0, 1, 0, 0, 1, 0],
                TopkWeights = [1.25f, 1.5f, 1.75f, 2.25f, 2.5f, 2.75f],
                TokensToRank = [1, 3],
                TokensFromRank = [3, 3],
                TokensPerExpert = [4, 2],
                ExpertOffsets = [0, 4, 6],
                RowToken = [0, 2, 3, 5, 1, 4],
                RowChoice = [0, 0, 0, 0, 0, 0],
                RowWeight = [1.25f, 1.75f, 2.25f, 2.75f, 1.5f, 2.5f],
            },
            outcomes[1].Received,
            "rank 1: ");
    }

    [TestMethod]
    public void Two_ranks_by_expert_with_every_expert_starting_at_a_multiple_of_four()
    {
        var outcomes = Run(ranks: 2, ExpertLayout.ByExpert, alignment: 4);

        var received = outcomes[0].Received;
        Expect.Equal<int>([0, 4, 4], received.ExpertOffsets, "ExpertOffsets");
        Expect.Equal<int>([0, 1, -1, -1], received.RowToken, "RowToken");
        Expect.Equal<int>([0, 0, -1, -1], received.RowChoice, "RowChoice");
        Expect.SameBits<float>([1, 2, 0, 0], received.RowWeight, "RowWeight");
        Expect.SameBits<float>([0, 1, 2, 3, 1000, 1001, 1002, 1003, 0, 0, 0, 0, 0, 0, 0, 0], received.Rows, "Rows");

        received = outcomes[1].Received;
        Expect.Equal<int>([4, 2], received.TokensPerExpert, "TokensPerExpert");
        Expect.Equal<int>([0, 4, 8], received.ExpertOffsets, "ExpertOffsets");
        Expect.Equal<int>([0, 2, 3, 5, 1, 4, -1, -1], received.RowToken, "RowToken");
        Expect.SameBits<float>([1.25f, 1.75f, 2.25f, 2.75f, 1.5f, 2.5f, 0, 0], received.RowWeight, "RowWeight");
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(8)]
    public void Any_number_of_ranks_by_rank(int ranks)
    {
        var outcomes = Run(ranks, ExpertLayout.ByRank);

        Expect.Same(
            new Received<float>
            {
                Rows = FromEach<float>(ranks, r => [r * 1000, (r * 1000) + 1, (r * 1000) + 2, (r * 1000) + 3]),
                SourceIndex = FromEach<int>(ranks, _ => [0]),
                SourceRank = FromEach<int>(ranks, r => [r]),
                TopkIndices = FromEach<int>(ranks, _ => [0]),
                TopkWeights = FromEach<float>(ranks, r => [1f + r]),
                TokensToRank = OfEach(ranks, 1, 3, others: 0),
                TokensFromRank = OfEach(ranks, 1, 1, others: 1),
                TokensPerExpert = [ranks, 0],
                ExpertOffsets = [0, ranks, ranks],
            },
            outcomes[0].Received,
            "rank 0: ");
        Expect.Same(
            new Received<float>
            {
                Rows = FromEach(
                    ranks,
                    r => Shifted(1000 * r, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
                SourceIndex = FromEach<int>(ranks, _ => [1, 2, 3]),
                SourceRank = FromEach<int>(ranks, r => [r, r, r]),
                TopkIndices = FromEach<int>(ranks, _ => [0, 1, 0]),
                TopkWeights = FromEach(ranks, r => Shifted(r, 1.25f, 1.5f, 1.75f)),
                TokensToRank = OfEach(ranks, 1, 3, others: 0),
                TokensFromRank = OfEach(ranks, 3, 3, others: 3),
                TokensPerExpert = [2 * ranks, ranks],
                ExpertOffsets = [0, 2 * ranks, 3 * ranks],
            },
            outcomes[1].Received,
            "rank 1: ");
        for (int rank = 2; rank < ranks; rank++)
            Expect.Same(Nothing(ranks), outcomes[rank].Received, $"rank {rank}: ");
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(8)]
    public void Any_number_of_ranks_by_expert(int ranks)
    {
        var outcomes = Run(ranks, ExpertLayout.ByExpert);

        var received = outcomes[0].Received;
        Expect.Equal<int>(FromEach<int>(ranks, r => [r]), received.RowToken, "RowToken");
        Expect.SameBits<float>(FromEach<float>(ranks, r => [1f + r]), received.RowWeight, "RowWeight");

        // Rank 1's first expert has tokens 1 and 3 of every rank; then its second has token 2.
        received = outcomes[1].Received;
        float[] rows =
        [
            .. FromEach(ranks, r => Shifted(1000 * r, 4, 5, 6, 7, 12, 13, 14, 15)),
            .. FromEach(ranks, r => Shifted(1000 * r, 8, 9, 10, 11)),
        ];
        int[] pairs = [.. FromEach<int>(ranks, r => [3 * r, (3 * r) + 2]), .. FromEach<int>(ranks, r => [(3 * r) + 1])];
        float[] weights =
            [.. FromEach<float>(ranks, r => Shifted(r, 1.25f, 1.75f)), .. FromEach<float>(ranks, r => [1.5f + r])];
        Expect.SameBits<float>(rows, received.Rows, "Rows");
        Expect.Equal<int>(pairs, received.RowToken, "RowToken");
        Expect.Equal<int>(new int[3 * ranks], received.RowChoice, "RowChoice");
        Expect.SameBits<float>(weights, received.RowWeight, "RowWeight");
        Expect.Equal<int>([2 * ranks, ranks], received.TokensPerExpert, "TokensPerExpert");
        Expect.Equal<int>([0, 2 * ranks, 3 * ranks], received.ExpertOffsets, "ExpertOffsets");
        Expect.Equal<int>(FromEach<int>(ranks, _ => [1, 2, 3]), received.SourceIndex, "SourceIndex");
        Expect.Equal<int>(FromEach<int>(ranks, r => [r, r, r]), received.SourceRank, "SourceRank");
        for (int rank = 2; rank < ranks; rank++)
            Expect.Same(Nothing(ranks), outcomes[rank].Received, $"rank {rank}: ");
    }

    [TestMethod]
    [DataRow(2, ExpertLayout.ByRank)]
    [DataRow(3, ExpertLayout.ByRank)]
    [DataRow(4, ExpertLayout.ByRank)]
    [DataRow(8, ExpertLayout.ByRank)]
    [DataRow(2, ExpertLayout.ByExpert)]
    [DataRow(3, ExpertLayout.ByExpert)]
    [DataRow(4, ExpertLayout.ByExpert)]
    [DataRow(8, ExpertLayout.ByExpert)]
    public void Combine_weighs_the_answers_and_takes_them_to_their_tokens(int ranks, ExpertLayout layout)
    {
        var outcomes = Run(ranks, layout);

        // The experts answer with what they got; token t of rank r weighs 1 + r + t / 4.
        for (int r = 0; r < ranks; r++)
        {
            float rank = 1000f * r;
            Expect.SameBits<float>(
                [
                    (1f + r) * rank, (1f + r) * (rank + 1), (1f + r) * (rank + 2), (1f + r) * (rank + 3),
                    (1.25f + r) * (rank + 4), (1.25f + r) * (rank + 5), (1.25f + r) * (rank + 6),
                    (1.25f + r) * (rank + 7),
                    (1.5f + r) * (rank + 8), (1.5f + r) * (rank + 9), (1.5f + r) * (rank + 10),
                    (1.5f + r) * (rank + 11),
                    (1.75f + r) * (rank + 12), (1.75f + r) * (rank + 13), (1.75f + r) * (rank + 14),
                    (1.75f + r) * (rank + 15),
                ],
                outcomes[r].Combined,
                $"rank {r}: combined");
        }
    }

    /// <summary>
    /// Runs the example. Token t of rank r weighs 1 + r + t / 4, and experts answer with what they got.
    /// </summary>
    private TrialOutcome<float>[] Run(int ranks, ExpertLayout layout, int alignment = 1)
    {
        var setup = new ExchangeSetup
        {
            Ranks = ranks,
            Experts = 2 * ranks,
            Layout = layout,
            Alignment = alignment,
        };
        using var group = Group(ranks);
        return group.Run(rank =>
        {
            int r = rank.Index;
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(expertsPerRank: 2), setup.OptionsOf(r));
            using var plan = Gate.Plan(
                exchange, rank.Device, topK: 1, experts: [0, 2, 3, 2], Shifted(r, 1f, 1.25f, 1.5f, 1.75f));
            using var x = rank.Device.CopyOfRows<float>(
                Shifted(1000 * r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), width: 4);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            using var y = rank.Device.CopyOfRows<float>(ElementFormat<float>.Instance.Poison(16), width: 4);
            exchange.Combine(plan, tokens.Rows, y);
            return new TrialOutcome<float>(received, y.ToArray());
        });
    }

    private static Received<float> Nothing(int ranks) => new()
    {
        Rows = [],
        SourceIndex = [],
        SourceRank = [],
        TopkIndices = [],
        TopkWeights = [],
        TokensToRank = OfEach(ranks, 1, 3, others: 0),
        TokensFromRank = new int[ranks],
        TokensPerExpert = [0, 0],
        ExpertOffsets = [0, 0, 0],
    };

    /// <summary>Ranks 0 and 1, and all the others alike.</summary>
    private static int[] OfEach(int ranks, int first, int second, int others)
    {
        var values = new int[ranks];
        Array.Fill(values, others);
        values[0] = first;
        values[1] = second;
        return values;
    }

    private static TValue[] FromEach<TValue>(int ranks, Func<int, TValue[]> values)
        => [.. Enumerable.Range(0, ranks).SelectMany(values)];

    private static float[] Shifted(float by, params float[] values) => Array.ConvertAll(values, value => value + by);
}
