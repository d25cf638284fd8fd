using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>The same bits from run to run.</summary>
public abstract class RepeatabilityTests : ExchangeConformance
{
    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void The_same_input_gives_the_same_bits(ExpertLayout layout)
    {
        Repeat<float>(layout);
        Repeat<BFloat16>(layout);
    }

    private void Repeat<T>(ExpertLayout layout)
        where T : unmanaged
    {
        var setup = new ExchangeSetup
        {
            Ranks = Several,
            Experts = 4 * Several,
            TopK = 6,
            Hidden = 9,
            Layout = layout,
            Alignment = 8,
        };
        var trial = Drawn<T>(setup, OfSeveral(60, 0, 33), seed: 91);
        var routing = RoutingModels.RoundRobin(Several);
        using var group = Group(Several);
        var oracle = new ExchangeOracle<T>(setup, trial.Batches, routing.Route, routing.Weigh);
        var draw = new Draw(seed: 92);
        var answers = Enumerable.Range(0, Several).Select(rank => draw.Answers(setup, oracle.Dispatch(rank))).ToArray();
        var first = trial.Run(group, routing.Create, answers);
        for (int run = 1; run < 4; run++)
        {
            var again = trial.Run(group, routing.Create, answers);
            for (int rank = 0; rank < Several; rank++)
            {
                string where = $"{typeof(T).Name}, run {run}, rank {rank}: ";
                Expect.Same(first[rank].Received, again[rank].Received, where);
                Expect.SameBits<T>(first[rank].Combined, again[rank].Combined, $"{where}combined");
            }
        }
    }
}
