namespace ExpertPlacement;

/// <summary>What experts do: as little as shows whether a token went to the right one.</summary>
internal static class Expert
{
    /// <summary>An expert multiplies by a small whole number.</summary>
    public static float Answer(int expert, float value) => value * (1 + (expert % 5));
}
