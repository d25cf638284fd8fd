namespace QuickStart;

/// <summary>One token, computed in double.</summary>
/// <param name="Values">[H] the values.</param>
/// <param name="Bounds">[H] how far float arithmetic may be from each.</param>
internal sealed record DenseAnswer(double[] Values, double[] Bounds);
