using Moe.Runtime;
using Samples;

namespace QuickStart;

/// <summary>What to run.</summary>
/// <param name="Ranks">R.</param>
/// <param name="Experts">E.</param>
/// <param name="TopK">K.</param>
/// <param name="Hidden">H.</param>
/// <param name="Layout">How rows arrive at the experts.</param>
internal sealed record Settings(int Ranks, int Experts, int TopK, int Hidden, ExpertLayout Layout)
{
    /// <summary>L = E / R.</summary>
    public int ExpertsPerRank => Experts / Ranks;

    /// <summary>Checks what one option alone cannot know.</summary>
    /// <exception cref="UsageException">They do not fit together.</exception>
    public void ThrowIfUnfit()
    {
        if (TopK > Experts)
            throw new UsageException($"--topk is {TopK}, but there are only {Experts} experts to choose from.");
        if (Experts % Ranks != 0)
        {
            throw new UsageException(
                $"--experts {Experts} cannot be divided evenly among {Ranks} ranks; "
                + $"{Math.Max(1, Experts / Ranks) * Ranks} can.");
        }
    }

    /// <summary>The words that are a rank's: a stretch of them, as even as it can be.</summary>
    public IReadOnlyList<string> WordsOf(int rank, Corpus corpus)
    {
        int first = (int)((long)corpus.Words.Count * rank / Ranks);
        int end = (int)((long)corpus.Words.Count * (rank + 1) / Ranks);
        return [.. corpus.Words.Skip(first).Take(end - first)];
    }
}
