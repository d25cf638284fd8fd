using System.Numerics;
using System.Runtime.InteropServices;

namespace QuickStart;

/// <summary>Products of vectors on the host.</summary>
internal static class Vectors
{
    /// <summary>The sum of a[i] * b[i] in float, several sums at a time.</summary>
    public static float DotInFloat(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (int i = 0; i < wideA.Length; i++)
            sums += wideA[i] * wideB[i];

        float sum = Vector.Sum(sums);
        for (int i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The most roundings that a product meets on its way through <see cref="DotInFloat"/>.</summary>
    /// <param name="length">How many products there are.</param>
    public static int RoundingsOfDot(int length)
    {
        int lanes = Vector<float>.Count;
        int ownProduct = 1;
        int sumsInLane = length / lanes;
        int sumsOfLanes = lanes;
        int sumsOfRest = length % lanes;
        return ownProduct + sumsInLane + sumsOfLanes + sumsOfRest;
    }

    /// <summary>The sum of a[i] * b[i] in double.</summary>
    public static double Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<float> b)
        where T : INumberBase<T>
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += double.CreateTruncating(a[i]) * b[i];
        return sum;
    }

    /// <summary>The Euclidean length, in double.</summary>
    public static double Norm<T>(ReadOnlySpan<T> a)
        where T : INumberBase<T>
    {
        double sum = 0;
        foreach (T value in a)
            sum += double.CreateTruncating(value) * double.CreateTruncating(value);
        return Math.Sqrt(sum);
    }
}
