namespace QuickStart;

/// <summary>How values compare with what they should be.</summary>
internal sealed class Verdict
{
    /// <summary>The greatest distance between a value and what it should be.</summary>
    public double GreatestError { get; private set; }

    /// <summary>The greatest distance that rounding can explain, of any value.</summary>
    public double GreatestBound { get; private set; }

    /// <summary>The most of its own bound that an error uses; above 1, a value is wrong.</summary>
    public double GreatestShare { get; private set; }

    /// <summary>The greatest value there should be, for comparison.</summary>
    public double GreatestValue { get; private set; }

    /// <summary>Whether every value is as near as its bound asks.</summary>
    public bool Verified { get; private set; } = true;

    /// <summary>Takes a value into account.</summary>
    /// <param name="expected">What it should be.</param>
    /// <param name="actual">What it is.</param>
    /// <param name="bound">How far it may be off.</param>
    public void Add(double expected, float actual, double bound)
    {
        double error = Math.Abs(actual - expected);
        GreatestError = Math.Max(GreatestError, error);
        GreatestBound = Math.Max(GreatestBound, bound);
        GreatestValue = Math.Max(GreatestValue, Math.Abs(expected));
        if (error > 0)
            GreatestShare = Math.Max(GreatestShare, error / bound);

        // Said so that a NaN is not verified.
        Verified &= error <= bound;
    }
}
