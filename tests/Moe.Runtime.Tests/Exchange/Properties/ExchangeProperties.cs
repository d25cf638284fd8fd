using CsCheck;
using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>
/// What holds of every exchange, on drawn cases. A failure prints the smallest case found and the seed that brings it
/// back: CsCheck_Seed. CsCheck_Iter is the number of cases for each property, 100 unless set.
/// </summary>
/// <typeparam name="T">The element type of rows.</typeparam>
public abstract class ExchangeProperties<T>
    where T : unmanaged
{
    private static readonly ElementFormat<T> Format = ElementFormat<T>.Instance;

    /// <summary>The most that rounding a float to T changes it, relative to its own size.</summary>
    protected abstract double UnitRoundoff { get; }

    /// <summary>
    /// The most that rounding a float to T changes one that is among T's subnormals; 0 where cases keep clear of them.
    /// </summary>
    protected virtual double Underflow => 0;

    [TestMethod]
    public void Every_choice_arrives_once_and_in_order_or_was_masked_or_dropped()
        => ForAll(drawn =>
        {
            var batches = DrawnBatches<T>.Of(drawn);
            var outcomes = CaseRun<T>.Of(batches, Experts<T>.Identity);
            Arrivals<T>.Check(batches, Array.ConvertAll(outcomes, outcome => outcome.Received));
        });

    [TestMethod]
    public void Tokens_come_back_as_they_went()
        => ForAll(drawn =>
        {
            var batches = DrawnBatches<T>.WithOneHotWeights(drawn);
            var outcomes = CaseRun<T>.Of(batches, Experts<T>.Identity);
            ForEachToken(drawn, (source, token) =>
            {
                bool isSent = Enumerable.Range(0, drawn.Setup.TopK)
                    .Any(choice => batches.PlaceOf(source, token, choice)?.Weight == 1f);
                for (int h = 0; h < drawn.Setup.Hidden; h++)
                {
                    float expected = isSent ? Format.Widen(batches.RowOf(source, token)[h]) : 0f;
                    float combined = Format.Widen(outcomes[source].Combined[(token * drawn.Setup.Hidden) + h]);
                    Assert.AreEqual(expected, combined, $"rank {source}: y[{token}, {h}]");
                }
            });
        });

    [TestMethod]
    public void Combine_is_the_weighted_sum_of_the_answers()
        => ForAll(drawn =>
        {
            var batches = DrawnBatches<T>.Of(drawn);
            var outcomes = CaseRun<T>.Of(batches, Experts<T>.Linear);
            ForEachToken(drawn, (source, token) =>
            {
                for (int h = 0; h < drawn.Setup.Hidden; h++)
                {
                    var sum = SumOf(batches, source, token, h);
                    double combined = Format.Widen(outcomes[source].Combined[(token * drawn.Setup.Hidden) + h]);
                    Assert.AreEqual(sum.Value, combined, sum.Bound(UnitRoundoff, Underflow), $"rank {source}: y[{token}, {h}]");
                }
            });
        });

    [TestMethod]
    public void Both_layouts_give_the_same_bits()
        => ForAll(drawn =>
        {
            var byRank = CaseRun<T>.Of(DrawnBatches<T>.Of(drawn.In(ExpertLayout.ByRank)), Experts<T>.Linear);
            var byExpert = CaseRun<T>.Of(DrawnBatches<T>.Of(drawn.In(ExpertLayout.ByExpert)), Experts<T>.Linear);
            Same(WithoutRows(byRank), WithoutRows(byExpert), "by expert, not as by rank: ");
        });

    [TestMethod]
    public void Everything_is_written_whatever_memory_held()
        => ForAll(drawn =>
        {
            var batches = DrawnBatches<T>.Of(drawn);
            var onZeros = CaseRun<T>.Of(batches, Experts<T>.Linear, memory: 0);
            var onOnes = CaseRun<T>.Of(batches, Experts<T>.Linear, memory: 0xff);
            Same(onZeros, onOnes, "on memory of ones, not as on zeros: ");
        });

    [TestMethod]
    public void Every_run_gives_the_same_bits_in_whatever_order_ranks_come()
        => ForAll(drawn =>
        {
            var batches = DrawnBatches<T>.Of(drawn);
            var first = CaseRun<T>.Of(batches, Experts<T>.Linear);
            Same(first, CaseRun<T>.Of(batches, Experts<T>.Linear), "run again: ");
            Same(first, CaseRun<T>.InDrawnTurns(batches, Experts<T>.Linear, drawn.Seed), "in drawn turns: ");
        });

    private static void ForAll(Action<ExchangeCase> property)
        => ExchangeCases.All.Sample(property, print: drawn => drawn.ToString());

    private static void ForEachToken(ExchangeCase drawn, Action<int, int> check)
    {
        for (int source = 0; source < drawn.Setup.Ranks; source++)
        {
            for (int token = 0; token < drawn.Tokens[source]; token++)
                check(source, token);
        }
    }

    private static ExactSum SumOf(DrawnBatches<T> batches, int source, int token, int h)
    {
        var sum = default(ExactSum);
        for (int choice = 0; choice < batches.Setup.TopK; choice++)
        {
            if (batches.PlaceOf(source, token, choice) is { } place)
            {
                T answer = Experts<T>.Linear.Answer(place.Rank, place.Expert, batches.RowOf(source, token)[h]);
                sum.Add(Format.Widen(answer), place.Weight);
            }
        }

        return sum;
    }

    // How rows stand is what layouts differ in.
    private static TrialOutcome<T>[] WithoutRows(TrialOutcome<T>[] outcomes)
        => Array.ConvertAll(outcomes, outcome => outcome with
        {
            Received = outcome.Received with { Rows = [], RowToken = [], RowChoice = [], RowWeight = [] },
        });

    private static void Same(TrialOutcome<T>[] expected, TrialOutcome<T>[] actual, string about)
    {
        for (int rank = 0; rank < expected.Length; rank++)
        {
            Expect.Same(expected[rank].Received, actual[rank].Received, $"{about}rank {rank}: ");
            Expect.SameBits<T>(expected[rank].Combined, actual[rank].Combined, $"{about}rank {rank}: combined");
        }
    }
}
