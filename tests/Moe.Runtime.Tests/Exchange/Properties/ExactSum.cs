namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>A combined value in double precision, and how far off combine may be.</summary>
/// <remarks>
/// A token has n choices that arrived. Each answer is multiplied by its weight and goes through at most n - 1
/// additions, those on its rank and those over ranks, each rounded to float; and it is rounded to T twice, for the wire
/// and for the result. By the standard model (Higham, Accuracy and Stability of Numerical Algorithms, section 2.2) each
/// rounding is a factor of at most 1 + u: u = 2^-24 for float, v for T. So combine is off by at most
/// ((1 + u)^n (1 + v)^2 - 1) times the sum of the terms' magnitudes. In double a product of two floats is exact, and
/// the n - 1 additions add n 2^-53 to that factor.
/// <para>
/// Where T has so small a range that values fall among its subnormals, as Half has, rounding to T is (1 + d) s + a with
/// |d| at most v and |a| at most w, half the distance of subnormals, one of the two being zero (the same, section 2.1).
/// The wire's a, one for each rank that answers, so n at most, goes through the additions over ranks and the last
/// rounding, and the last rounding adds its own: w (n (1 + u)^n (1 + v) + 1) more, and nothing where n is 0.
/// </para>
/// <para>
/// The cases' values keep clear of overflow, and of float's and BFloat16's subnormals: answers are no less than 2^-24 and
/// weights that are not zero no less than 2^-53, each with no more than 24 bits, so that whatever is left when they cancel
/// is above 2^-126.
/// </para>
/// </remarks>
internal struct ExactSum
{
    private const double UnitRoundoffOfSingle = 1.0 / (1 << 24);
    private const double UnitRoundoffOfDouble = 1.0 / (1L << 53);

    private int _terms;
    private double _magnitude;

    /// <summary>The sum.</summary>
    public double Value { get; private set; }

    /// <summary>Adds one choice's answer, weighed.</summary>
    public void Add(float answer, float weight)
    {
        double term = (double)answer * weight;
        Value += term;
        _magnitude += Math.Abs(term);
        _terms++;
    }

    /// <summary>How far off it combine may be.</summary>
    /// <param name="unitRoundoff">v: the most that rounding a float to T changes it, relative to its own size.</param>
    /// <param name="underflow">w: the most that it changes one among T's subnormals.</param>
    public readonly double Bound(double unitRoundoff, double underflow)
    {
        if (_terms == 0)
            return 0;
        double additions = Math.Pow(1 + UnitRoundoffOfSingle, _terms);
        double relative = (additions * Math.Pow(1 + unitRoundoff, 2)) - 1 + (_terms * UnitRoundoffOfDouble);
        return (_magnitude * relative) + (underflow * ((_terms * additions * (1 + unitRoundoff)) + 1));
    }
}
