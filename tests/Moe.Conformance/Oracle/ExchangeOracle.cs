using Moe.Runtime;

namespace Moe.Conformance.Oracle;

/// <summary>
/// What the exchange has to answer, in plain loops over all ranks' inputs at once. It shares nothing with the product
/// but the meaning of the tables.
/// </summary>
/// <typeparam name="T">The element type of rows.</typeparam>
/// <param name="setup">The shape.</param>
/// <param name="batches">[R] what each rank brings.</param>
/// <param name="route">Where a choice goes.</param>
/// <param name="weigh">How a value is weighed; null is value times weight.</param>
public sealed class ExchangeOracle<T>(
    ExchangeSetup setup, IReadOnlyList<Batch<T>> batches, RouteRule route, WeighRule? weigh)
    where T : unmanaged
{
    private readonly ElementFormat<T> _format = ElementFormat<T>.Instance;
    private readonly ExpectedPlaces _places = ExpectedPlaces.Of(setup, batches, route);

    /// <summary>What arrives at a rank.</summary>
    public Received<T> Dispatch(int rank)
    {
        var pairs = _places.PairsOf(rank);
        int masked = batches[rank].Experts.Count(expert => expert == -1);
        var arrived = new Received<T>
        {
            Rows = [.. pairs.SelectMany(p => XOf(p.Source, p.Token))],
            SourceIndex = [.. pairs.Select(p => p.Token)],
            SourceRank = [.. pairs.Select(p => p.Source)],
            TopkIndices = [.. Each(pairs, (p, k) => _places.ExpertAt(rank, p.Source, p.Token, k) ?? -1)],
            TopkWeights =
            [
                .. Each(pairs, (p, k) => _places.ExpertAt(rank, p.Source, p.Token, k) is null
                    ? 0f
                    : WeightOf(p.Source, p.Token, k)),
            ],
            TokensToRank = [.. Ranks().Select(to => _places.PairsOf(to).Count(p => p.Source == rank))],
            TokensFromRank = [.. Ranks().Select(from => pairs.Count(p => p.Source == from))],
            TokensPerExpert = _places.CountsOf(rank),
            ExpertOffsets = OffsetsOf(rank),
            ChoicesMasked = masked,
            ChoicesDropped = _places.NowhereOf(rank) - masked,
        };
        return setup.Layout == ExpertLayout.ByRank ? arrived : Regroup(arrived, rank);
    }

    /// <summary>What combine writes on a rank, [T, H].</summary>
    /// <param name="source">The rank.</param>
    /// <param name="answers">[R] what each rank's experts answered, [M, H].</param>
    public T[] Combine(int source, IReadOnlyList<T[]> answers)
    {
        var sums = new float?[batches[source].Tokens * setup.Hidden];
        for (int rank = 0; rank < setup.Ranks; rank++)
        {
            foreach (var (at, contribution) in ContributionsOf(rank, source, answers[rank]))
            {
                float value = _format.Widen(contribution);
                sums[at] = sums[at] is { } sum ? sum + value : value;
            }
        }

        return [.. sums.Select(sum => _format.Round(sum ?? 0f))];
    }

    /// <summary>
    /// What one rank's experts answer to another's tokens, as it travels: summed in float, rounded to the wire type.
    /// </summary>
    private IEnumerable<(int At, T Contribution)> ContributionsOf(int rank, int source, T[] answers)
    {
        var sums = new float?[batches[source].Tokens * setup.Hidden];
        foreach (var (row, owner) in AnsweredRows(rank, source))
        {
            for (int h = 0; h < setup.Hidden; h++)
            {
                float weighed = Weigh(_format.Widen(answers[(row * setup.Hidden) + h]), owner);
                int at = (owner.Token * setup.Hidden) + h;
                sums[at] = sums[at] is { } sum ? sum + weighed : weighed;
            }
        }

        for (int at = 0; at < sums.Length; at++)
        {
            if (sums[at] is { } sum)
                yield return (at, _format.Round(sum));
        }
    }

    /// <summary>A rank's rows for another's tokens, in rising order of choice.</summary>
    private IEnumerable<(int Row, RowOwner Owner)> AnsweredRows(int rank, int source)
    {
        if (setup.Layout == ExpertLayout.ByRank)
        {
            // With one choice a token, the row's choice is 0; with several nobody asks for it.
            return _places.PairsOf(rank)
                .Select((pair, row) => (row, new RowOwner(pair.Source, pair.Token, Choice: 0)))
                .Where(r => r.Item2.Source == source);
        }

        return _places.RowsOf(rank)
            .Select((owner, row) => (row, owner))
            .Where(r => r.owner?.Source == source)
            .Select(r => (r.row, r.owner!.Value))
            .OrderBy(r => r.Value.Choice);
    }

    private float Weigh(float value, RowOwner owner)
    {
        bool weighedByCaller = setup.Layout == ExpertLayout.ByRank && setup.TopK > 1;
        if (weighedByCaller)
            return value;
        float weight = WeightOf(owner.Source, owner.Token, owner.Choice);
        return weigh is null ? value * weight : weigh(value, weight);
    }

    private Received<T> Regroup(Received<T> arrived, int rank)
    {
        var rows = _places.RowsOf(rank);
        var pairNumber = _places.PairsOf(rank).Index().ToDictionary(p => p.Item, p => p.Index);
        return arrived with
        {
            Rows = [.. rows.SelectMany(row => row is { } r ? XOf(r.Source, r.Token) : new T[setup.Hidden])],
            RowToken = [.. rows.Select(row => row is { } r ? pairNumber[(r.Source, r.Token)] : -1)],
            RowChoice = [.. rows.Select(row => row?.Choice ?? -1)],
            RowWeight = [.. rows.Select(row => row is { } r ? WeightOf(r.Source, r.Token, r.Choice) : 0f)],
        };
    }

    private int[] OffsetsOf(int rank)
    {
        var counts = _places.CountsOf(rank);
        var offsets = new int[counts.Length + 1];
        for (int expert = 0; expert < counts.Length; expert++)
        {
            int end = offsets[expert] + counts[expert];
            while (end % setup.Alignment != 0)
                end++;
            offsets[expert + 1] = end;
        }

        return offsets;
    }

    private T[] XOf(int source, int token) => batches[source].X[(token * setup.Hidden)..((token + 1) * setup.Hidden)];

    private float WeightOf(int source, int token, int choice)
        => batches[source].Weights[(token * setup.TopK) + choice];

    private IEnumerable<int> Ranks() => Enumerable.Range(0, setup.Ranks);

    private IEnumerable<TValue> Each<TValue>(
        IReadOnlyList<(int Source, int Token)> pairs, Func<(int Source, int Token), int, TValue> value)
        => pairs.SelectMany(pair => Enumerable.Range(0, setup.TopK).Select(choice => value(pair, choice)));
}
