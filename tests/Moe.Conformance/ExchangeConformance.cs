using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// What every class of the suite stands on. A test application derives from each of them, says what its ranks are, and
/// inherits the tests.
/// </summary>
public abstract class ExchangeConformance
{
    /// <summary>
    /// R of the tests that want several ranks, but no certain number: 3, unless the application has no more than 2.
    /// </summary>
    protected virtual int Several => 3;

    /// <summary>A group of that many ranks.</summary>
    protected abstract RankGroup CreateGroup(int ranks);

    /// <summary>Numbers of <see cref="Several"/> ranks; of two, the first's and the last's.</summary>
    protected int[] OfSeveral(int first, int middle, int last) => Several == 2 ? [first, last] : [first, middle, last];

    /// <summary>A group that gives up early: what a test needs takes far less.</summary>
    protected RankGroup Group(int ranks)
    {
        var group = CreateGroup(ranks);
        group.Timeout = TimeSpan.FromSeconds(20);
        return group;
    }

    /// <summary>Every field of every rank, and what combine makes of random answers, as the oracle has them.</summary>
    protected static void Check<TRouting, T>(
        RankGroup group, Trial<T> trial, RoutingModel<TRouting> routing, int seed = 1)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(routing);
        var oracle = new ExchangeOracle<T>(trial.Setup, trial.Batches, routing.Route, routing.Weigh);
        var draw = new Draw(seed);
        var answers = Enumerable.Range(0, trial.Setup.Ranks)
            .Select(rank => draw.Answers(trial.Setup, oracle.Dispatch(rank)))
            .ToArray();

        string about = $"{typeof(TRouting).Name}, {typeof(T).Name}, {trial.Setup}, "
            + $"T {string.Join(' ', trial.Batches.Select(b => b.Tokens))}, seed {seed}";
        TrialOutcome<T>[] outcomes;
        try
        {
            outcomes = trial.Run(group, routing.Create, answers);
        }
        catch (Exception error)
        {
            throw new AssertFailedException($"{about}: {error.Message}", error);
        }

        Compare(oracle, answers, outcomes, $"{about}: ");
    }

    /// <summary>What every rank saw is what the oracle has, answers being what they were.</summary>
    protected static void Compare<T>(
        ExchangeOracle<T> oracle,
        IReadOnlyList<T[]> answers,
        IReadOnlyList<TrialOutcome<T>> outcomes,
        string about = "")
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(outcomes);
        for (int rank = 0; rank < outcomes.Count; rank++)
        {
            string where = $"{about}rank {rank}: ";
            Expect.Same(oracle.Dispatch(rank), outcomes[rank].Received, where);
            Expect.SameBits<T>(oracle.Combine(rank, answers), outcomes[rank].Combined, $"{where}combined");
        }
    }

    /// <summary>As <see cref="Compare"/>, of experts that answer with what they got.</summary>
    protected static void CompareEcho<T>(
        ExchangeOracle<T> oracle, IReadOnlyList<TrialOutcome<T>> outcomes, string about = "")
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(outcomes);
        var echo = Enumerable.Range(0, outcomes.Count).Select(rank => oracle.Dispatch(rank).Rows).ToArray();
        Compare(oracle, echo, outcomes, about);
    }

    /// <summary>As <see cref="Check"/>, in both layouts and all element types, with batches drawn from a seed.</summary>
    protected static void CheckAll<TRouting>(
        RankGroup group,
        ExchangeSetup setup,
        IReadOnlyList<int> tokens,
        RoutingModel<TRouting> routing,
        int seed = 1,
        double masked = 0.1)
        where TRouting : unmanaged, IRouting
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(routing);
        foreach (var layout in Enum.GetValues<ExpertLayout>())
        {
            // By rank with several choices a token, weighing is the caller's.
            if (layout == ExpertLayout.ByRank && setup.TopK > 1 && TRouting.HasCombine)
                continue;
            var shape = setup with { Layout = layout };
            Check(group, Drawn<float>(shape, tokens, seed, masked), routing, seed);
            Check(group, Drawn<Half>(shape, tokens, seed, masked), routing, seed);
            Check(group, Drawn<BFloat16>(shape, tokens, seed, masked), routing, seed);
        }
    }

    /// <summary>A trial with batches drawn from a seed.</summary>
    protected static Trial<T> Drawn<T>(ExchangeSetup setup, IReadOnlyList<int> tokens, int seed, double masked = 0.1)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var draw = new Draw(seed);
        var batches = tokens.Select(t => draw.Batch<T>(setup, t, masked)).ToList();
        bool longIds = draw.Chance(0.5);
        bool poisonPool = draw.Chance(0.5);
        var element = draw.OneOf(typeof(float), typeof(Half), typeof(BFloat16));
        return new Trial<T>(setup, [.. batches.Select(b => b with { Weights = Gate.Held(b.Weights, element) })])
        {
            LongIds = longIds,
            WeightElement = element,
            PoisonPool = poisonPool,
        };
    }
}
