using Moe.Dsl;

namespace Moe.OutOfRange;

/// <summary>A kernel that writes past the end of its span, so that tools have a line to name.</summary>
public static partial class Strays
{
    /// <summary>Marks elements, each too far on.</summary>
    /// <param name="x">[n].</param>
    /// <param name="distance">How far.</param>
    [Kernel]
    public static void Write(Span<int> x, int distance)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;

        if (i < x.Length)
            x[i + distance] = Mark(i);
    }

    [Device]
    private static int Mark(int i) => ~i;
}
