using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// The order in which combine adds and the places where it rounds, by value: numbers are chosen so that any other order
/// or rounding gives another result.
/// </summary>
public abstract class SummationTests : ExchangeConformance
{
    private const float Huge = 1e8f;

    // Rows of one element are added element by element, rows of 8 in packs of 16 bytes.
    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, 1)]
    [DataRow(0, 8)]
    [DataRow(1, 8)]
    public void Choices_on_one_rank_are_added_in_rising_order_of_choice(int home, int hidden)
    {
        // Huge + 1 - Huge is 0 in float; in order of experts it would be 1.
        Assert.AreEqual(0f, CombineOne<float>(ranks: 2, home, [(0, 0, Huge), (0, 2, 1f), (0, 1, -Huge)], hidden));

        // Huge - Huge + 1 is 1; in falling order, or in order of experts, it would be 0.
        Assert.AreEqual(1f, CombineOne<float>(ranks: 2, home, [(0, 0, Huge), (0, 2, -Huge), (0, 1, 1f)], hidden));
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, 1)]
    [DataRow(2, 1)]
    [DataRow(0, 8)]
    [DataRow(1, 8)]
    [DataRow(2, 8)]
    public void Ranks_are_added_in_rising_order_wherever_the_token_lives(int home, int hidden)
    {
        // Beginning with the token's own rank, or ending with it, would give 1 for some of the three.
        Assert.AreEqual(0f, CombineOne<float>(ranks: 3, home, [(2, 0, -Huge), (0, 0, Huge), (1, 0, 1f)], hidden));

        // In falling order that is 0 too, but this is not: 1 - Huge + Huge is 0, Huge - Huge + 1 is 1.
        Assert.AreEqual(1f, CombineOne<float>(ranks: 3, home, [(2, 0, 1f), (0, 0, Huge), (1, 0, -Huge)], hidden));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Contributions_of_one_rank_are_added_in_float_before_they_are_rounded(int home)
    {
        // 1 + 2^-8 + 2^-9 rounds up to 1 + 2^-7; rounded after each step it would stay at 1.
        var y = CombineOne<BFloat16>(
            ranks: 2, home, [(0, 0, 1f), (0, 1, 0.00390625f), (0, 2, 0.001953125f)]);
        Assert.AreEqual(1.0078125f, (float)y);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void A_rank_rounds_what_it_sends_even_to_itself(int home)
    {
        // Rank 0 answers 1 + 2^-8, which rounds to 1; with rank 1's 2^-8 that rounds to 1 again. Unrounded, the sum
        // would be 1 + 2^-7.
        var y = CombineOne<BFloat16>(
            ranks: 2, home, [(0, 0, 1f), (0, 1, 0.00390625f), (1, 0, 0.00390625f)]);
        Assert.AreEqual(1f, (float)y);
    }

    [TestMethod]
    public void Ranks_are_added_in_float()
    {
        // 1 + 2^-8 + 2^-9 again, but each from a rank of its own: rounded only at the end.
        var y = CombineOne<BFloat16>(
            ranks: 3, home: 1, [(0, 0, 1f), (1, 0, 0.00390625f), (2, 0, 0.001953125f)]);
        Assert.AreEqual(1.0078125f, (float)y);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void By_rank_several_choices_are_one_answer_that_the_caller_has_weighed(int home)
    {
        var setup = new ExchangeSetup { Ranks = 2, Experts = 4, TopK = 3, Hidden = 1 };
        using var group = Group(2);
        var combined = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), setup.OptionsOf(rank.Index));
            bool isHome = rank.Index == home;
            using var plan = isHome
                ? Gate.Plan(exchange, rank.Device, topK: 3, [0, 1, 2], [0.5f, 0.25f, 0.125f])
                : Gate.Plan(exchange, rank.Device, topK: 3, [], []);
            using var x = rank.Device.CopyOfRows<float>(isHome ? [1f] : [], width: 1);
            using var tokens = exchange.Dispatch(plan, x);

            // Rank 0's one row serves two experts, rank 1's one: answers are taken as they are, whatever the weights.
            using var answer = rank.Device.CopyOfRows<float>([rank.Index == 0 ? 30f : 12f], width: 1);
            using var y = rank.Device.CopyOfRows<float>(isHome ? [float.NaN] : [], width: 1);
            exchange.Combine(plan, answer, y);
            return y.ToArray();
        });

        Expect.SameBits<float>([42f], combined[home], "combined");
        Expect.SameBits<float>([], combined[1 - home], "combined");
    }

    /// <summary>
    /// One token on one rank, each of whose choices goes to a rank and an expert there that answers that value, at
    /// weight 1, in every element of its row; and so do the elements of the sum agree.
    /// </summary>
    private T CombineOne<T>(int ranks, int home, (int Rank, int Expert, float Answer)[] choices, int hidden = 1)
        where T : unmanaged
    {
        const int expertsPerRank = 3;
        var format = ElementFormat<T>.Instance;
        var setup = new ExchangeSetup
        {
            Ranks = ranks,
            Experts = expertsPerRank * ranks,
            TopK = choices.Length,
            Hidden = hidden,
            Layout = ExpertLayout.ByExpert,
        };
        long[] ids = Array.ConvertAll(choices, c => (long)((c.Rank * expertsPerRank) + c.Expert));
        float[] weights = Array.ConvertAll(choices, _ => 1f);
        using var group = Group(ranks);
        var combined = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<BlockRouting, T>(
                rank, new BlockRouting(expertsPerRank), setup.OptionsOf(rank.Index));
            bool isHome = rank.Index == home;
            using var plan = Gate.Plan(
                exchange, rank.Device, setup.TopK, isHome ? ids : [], isHome ? weights : []);
            using var x = rank.Device.CopyOfRows<T>(new T[isHome ? hidden : 0], hidden);
            using var tokens = exchange.Dispatch(plan, x);
            T[] answers =
            [
                .. choices.Where(c => c.Rank == rank.Index).OrderBy(c => c.Expert)
                    .SelectMany(c => Enumerable.Repeat(format.Round(c.Answer), hidden)),
            ];
            using var answer = rank.Device.CopyOfRows<T>(answers, hidden);
            using var y = rank.Device.CopyOfRows<T>(format.Poison(isHome ? hidden : 0), hidden);
            exchange.Combine(plan, answer, y);
            return y.ToArray();
        });
        Expect.SameBits<T>([.. Enumerable.Repeat(combined[home][0], hidden)], combined[home], "combined");
        return combined[home][0];
    }
}
