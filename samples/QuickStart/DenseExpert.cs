namespace QuickStart;

/// <summary>
/// One expert in double. Beside each value stands a bound on how far the same computation in float can be from it.
/// </summary>
/// <remarks>
/// The bound follows the float computation step by step: <see cref="Rounding.Gamma"/> for a step's own roundings;
/// Cauchy and Schwarz for a sum of products, |a1 b1| + |a2 b2| + ... being at most |a| |b|; and the slope of silu for what
/// becomes of an error in its argument.
/// </remarks>
internal sealed class DenseExpert
{
    private const int Inner = ExpertWeights.Inner;
    private const double SteepestSilu = 1.1;

    // exp is good to 2 units in the last place, 4 roundings; 1 + exp, the division and the product are one each; and one
    // for the rounding of double.
    private const int ActivationRoundings = 8;

    private readonly ExpertWeights _weights;
    private readonly double[] _gateNorms = new double[Inner];
    private readonly double[] _upNorms = new double[Inner];
    private readonly double[] _downNorms;

    /// <summary>The expert that has these weights.</summary>
    public DenseExpert(ExpertWeights weights, int hidden)
    {
        _weights = weights;
        for (int i = 0; i < Inner; i++)
        {
            _gateNorms[i] = Vectors.Norm(weights.Gate(i));
            _upNorms[i] = Vectors.Norm(weights.Up(i));
        }

        _downNorms = new double[hidden];
        for (int h = 0; h < hidden; h++)
            _downNorms[h] = Vectors.Norm(weights.Down(h));
    }

    /// <summary>Adds what a weighed answer of this expert brings to a token.</summary>
    /// <param name="x">[H] the token.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="topK">K: how many such answers the token gets, which is how often each is rounded on the way.</param>
    /// <param name="answer">What it is added to.</param>
    public void AddTo(DenseAnswer answer, ReadOnlySpan<float> x, double weight, int topK)
    {
        Span<double> activated = stackalloc double[Inner];
        Span<double> bounds = stackalloc double[Inner];
        Activate(x, activated, bounds);
        double size = Vectors.Norm(activated);
        double sizeOfBounds = Vectors.Norm(bounds);
        double projection = Rounding.Gamma(Vectors.RoundingsOfDot(Inner));
        double combination = Rounding.Gamma(topK + 1);
        for (int h = 0; h < x.Length; h++)
        {
            double value = Vectors.Dot(activated, _weights.Down(h));
            double bound = _downNorms[h] * (sizeOfBounds + (projection * (size + sizeOfBounds)));
            answer.Values[h] += weight * value;
            answer.Bounds[h] += weight * (bound + (combination * (Math.Abs(value) + bound)));
        }
    }

    private void Activate(ReadOnlySpan<float> x, Span<double> activated, Span<double> bounds)
    {
        double projection = Rounding.Gamma(Vectors.RoundingsOfDot(x.Length)) * Vectors.Norm(x);
        for (int i = 0; i < Inner; i++)
        {
            double gate = Vectors.Dot(x, _weights.Gate(i));
            double up = Vectors.Dot(x, _weights.Up(i));
            double silu = gate / (1 + Math.Exp(-gate));
            activated[i] = silu * up;

            double siluAtMost = Math.Abs(silu) + (SteepestSilu * projection * _gateNorms[i]);
            double upAtMost = Math.Abs(up) + (projection * _upNorms[i]);
            bounds[i] = (siluAtMost * upAtMost * (1 + Rounding.Gamma(ActivationRoundings))) - Math.Abs(silu * up);
        }
    }
}
