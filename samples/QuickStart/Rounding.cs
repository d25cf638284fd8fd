namespace QuickStart;

/// <summary>What rounding to float can do.</summary>
internal static class Rounding
{
    // The unit roundoff: to the nearest of values with 24 significant bits.
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>
    /// How far, relative to its size, a value may be off after so many roundings: Higham's gamma, n u / (1 - n u). For a
    /// sum, relative to the sum of its terms' sizes, where no term is rounded more often.
    /// </summary>
    public static double Gamma(int roundings) => roundings * Unit / (1 - (roundings * Unit));
}
