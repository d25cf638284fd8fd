namespace GroupedExperts;

/// <summary>The layer without an exchange and without groups: token after token, choice after choice.</summary>
internal static class PlainLayer
{
    /// <summary>[T, H] the combined tokens of a batch.</summary>
    public static float[] Of(Batch batch, ExpertWeights[] experts, Settings settings)
    {
        var y = new float[batch.X.Length];
        Parallel.For(0, settings.Tokens, token =>
        {
            var x = batch.X.AsSpan(token * settings.Hidden, settings.Hidden);
            var sum = y.AsSpan(token * settings.Hidden, settings.Hidden);
            for (int choice = token * settings.TopK; choice < (token + 1) * settings.TopK; choice++)
            {
                var expert = experts[batch.Experts[choice]];
                float[] inner = Array.ConvertAll(Product(expert.Up, x), value => Math.Max(value, 0f));
                float[] answer = Product(expert.Down, inner);
                for (int h = 0; h < sum.Length; h++)
                    sum[h] += answer[h] * batch.Weights[choice];
            }
        });
        return y;
    }

    private static float[] Product(float[] matrix, ReadOnlySpan<float> vector)
    {
        var result = new float[matrix.Length / vector.Length];
        for (int i = 0; i < matrix.Length; i++)
            result[i / vector.Length] += matrix[i] * vector[i % vector.Length];
        return result;
    }
}
