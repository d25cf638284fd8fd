namespace ExpertPlacement;

/// <summary>Two ways to place experts on ranks.</summary>
internal static class Balancer
{
    /// <summary>Consecutive experts share a rank, each in one place; the first ranks have one more where E / R is not whole.</summary>
    public static Placement Consecutive(Settings settings)
    {
        int few = settings.Experts / settings.Ranks;
        int withOneMore = settings.Experts % settings.Ranks;
        int onThose = withOneMore * (few + 1);
        return new Placement(
            [.. Enumerable.Range(0, settings.Experts).Select<int, IReadOnlyList<int>>(expert => expert < onThose
                ? [expert / (few + 1)]
                : [withOneMore + ((expert - onThose) / few)])],
            settings.Ranks);
    }

    /// <summary>
    /// Popular experts live in several places, and all replicas are spread so that ranks have the same to do: the heaviest
    /// first, each to the rank that has least so far, on a node that has the expert least often.
    /// </summary>
    /// <param name="load">[E] how often each expert is asked.</param>
    /// <param name="settings">How many replicas there may be beside the first ones, and the ranks.</param>
    public static Placement Balanced(int[] load, Settings settings)
    {
        var copies = Copies(load, settings);
        var ranksOf = Array.ConvertAll(load, _ => new List<int>());
        var loadOf = new double[settings.Ranks];
        foreach (int expert in Enumerable.Range(0, load.Length).OrderByDescending(e => (double)load[e] / copies[e]))
        {
            for (int copy = 0; copy < copies[expert]; copy++)
            {
                int rank = Enumerable.Range(0, settings.Ranks)
                    .Where(r => !ranksOf[expert].Contains(r))
                    .OrderBy(r => ranksOf[expert].Count(other => settings.NodeOf(other) == settings.NodeOf(r)))
                    .ThenBy(r => loadOf[r])
                    .First();
                ranksOf[expert].Add(rank);
                loadOf[rank] += (double)load[expert] / copies[expert];
            }
        }

        return new Placement(ranksOf, settings.Ranks);
    }

    // One more for the expert each of whose replicas has most to do, and so on. Two on one rank would help nobody.
    private static int[] Copies(int[] load, Settings settings)
    {
        var copies = Array.ConvertAll(load, _ => 1);
        for (int i = 0; i < settings.Replicas; i++)
        {
            var candidates = Enumerable.Range(0, load.Length).Where(e => copies[e] < settings.Ranks).ToArray();
            if (candidates.Length == 0)
                break;
            copies[candidates.MaxBy(e => (double)load[e] / copies[e])]++;
        }

        return copies;
    }
}
