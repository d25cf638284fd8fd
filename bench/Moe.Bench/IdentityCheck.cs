using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>With experts that answer what they were asked, what comes back is a token times what weighed it.</summary>
internal static class IdentityCheck
{
    // As the PyTorch baseline: bfloat16 has 8 bits, and a sum of several is rounded twice.
    private const float Tolerance = 2e-2f;

    /// <summary>Throws where a combined value is not what it has to be.</summary>
    /// <param name="case">The exchange.</param>
    /// <param name="ranks">R.</param>
    /// <param name="inputs">What was dispatched.</param>
    /// <param name="combined">[T, H] what came back.</param>
    /// <exception cref="InvalidDataException">A value is wrong.</exception>
    public static void Check(Case @case, int ranks, Inputs inputs, DeviceRows<BFloat16> combined)
    {
        var x = inputs.X.ToArray();
        var y = combined.ToArray();
        int hidden = @case.Shape.Hidden;
        for (int token = 0; token < @case.Tokens; token++)
        {
            float factor = Factor(@case, ranks, inputs, token);
            for (int i = token * hidden; i < (token + 1) * hidden; i++)
            {
                float expected = x[i] * factor;
                if (!(MathF.Abs(y[i] - expected) <= Tolerance + (Tolerance * MathF.Abs(expected))))
                {
                    throw new InvalidDataException(
                        $"{@case.Label}: token {token}, element {i % hidden} is {(float)y[i]}, not {expected}.");
                }
            }
        }
    }

    // By rank, a row that serves several choices comes back from each rank once, unweighted.
    private static float Factor(Case @case, int ranks, Inputs inputs, int token)
    {
        int topK = @case.Shape.TopK;
        int expertsPerRank = @case.Shape.Experts / ranks;
        return @case.Layout == ExpertLayout.ByExpert || topK == 1
            ? inputs.Weights.Skip(token * topK).Take(topK).Sum()
            : inputs.Experts.Skip(token * topK).Take(topK).Select(e => e / expertsPerRank).Distinct().Count();
    }
}
