namespace ExpertPlacement;

/// <summary>The layer without an exchange: token after token, each choice placed by the rules as they are said.</summary>
internal sealed class PlainLayer
{
    private readonly Settings _settings;
    private readonly Placement _placement;
    private readonly int[][] _choicesPerSlot;

    private PlainLayer(Settings settings, Placement placement)
    {
        _settings = settings;
        _placement = placement;
        _choicesPerSlot =
            [.. Enumerable.Range(0, settings.Ranks).Select(rank => new int[placement.ExpertsOn(rank).Count])];
    }

    /// <summary>[R] the combined tokens of each rank, [T, H].</summary>
    public List<float[]> Combined { get; } = [];

    /// <summary>[R] the choices for each of a rank's slots, [L].</summary>
    public IReadOnlyList<int[]> ChoicesPerSlot => _choicesPerSlot;

    /// <summary>Choices that were too light.</summary>
    public int TooLight { get; private set; }

    /// <summary>Choices for which there was no replica on the token's nodes.</summary>
    public int OffNode { get; private set; }

    /// <summary>Computes it.</summary>
    /// <param name="settings">The shape.</param>
    /// <param name="placement">Where experts live.</param>
    /// <param name="choices">[R] what the gate chose for each rank's tokens.</param>
    /// <param name="x">[R] their tokens, [T, H].</param>
    public static PlainLayer Of(Settings settings, Placement placement, GateChoices[] choices, float[][] x)
    {
        var layer = new PlainLayer(settings, placement);
        for (int rank = 0; rank < settings.Ranks; rank++)
        {
            var y = new float[x[rank].Length];
            for (int token = 0; token < settings.Tokens; token++)
                layer.Add(choices[rank], x[rank], y, token);
            layer.Combined.Add(y);
        }

        return layer;
    }

    /// <summary>Whether the ranks have computed the same, bit for bit, and sent choices to the same places.</summary>
    public bool Agrees(RankResult[] results)
        => results.Index().All(result =>
            result.Item.Combined.SequenceEqual(Combined[result.Index])
            && result.Item.ChoicesPerSlot.SequenceEqual(_choicesPerSlot[result.Index]));

    private void Add(GateChoices choices, float[] x, float[] y, int token)
    {
        var nodes = new HashSet<int>();
        for (int choice = token * _settings.TopK; choice < (token + 1) * _settings.TopK; choice++)
        {
            int expert = choices.Experts[choice];
            float weight = choices.Weights[choice];
            if (weight < _settings.LeastWeight)
            {
                TooLight++;
                continue;
            }

            if (Choose(_placement.ReplicasOf(expert), token, nodes) is not { } place)
            {
                OffNode++;
                continue;
            }

            nodes.Add(_settings.NodeOf(place.Rank));
            _choicesPerSlot[place.Rank][place.Slot]++;
            for (int i = token * Settings.Hidden; i < (token + 1) * Settings.Hidden; i++)
                y[i] += Expert.Answer(expert, x[i]) * weight;
        }
    }

    private (int Rank, int Slot)? Choose(IReadOnlyList<(int Rank, int Slot)> replicas, int token, HashSet<int> nodes)
    {
        int turn = ReplicaRouting.Turn(token, replicas.Count);
        (int Rank, int Slot)[] inTurn = [.. replicas.Skip(turn), .. replicas.Take(turn)];
        foreach (var replica in inTurn)
        {
            if (nodes.Contains(_settings.NodeOf(replica.Rank)))
                return replica;
        }

        return nodes.Count < _settings.MostNodes ? inTurn[0] : null;
    }
}
