using Samples;

namespace GroupedExperts;

/// <summary>What to run.</summary>
/// <param name="Ranks">R.</param>
/// <param name="Experts">E.</param>
/// <param name="TopK">K.</param>
/// <param name="Hidden">H.</param>
/// <param name="Tokens">T, of each rank.</param>
internal sealed record Settings(int Ranks, int Experts, int TopK, int Hidden, int Tokens)
{
    /// <summary>L = E / R.</summary>
    public int ExpertsPerRank => Experts / Ranks;

    /// <summary>The width between an expert's two matrices.</summary>
    public int Inner => 2 * Hidden;

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
}
