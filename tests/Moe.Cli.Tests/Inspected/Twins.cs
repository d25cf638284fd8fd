using Moe.Dsl;

namespace Inspected;

/// <summary>One of two classes that have a kernel of the same name.</summary>
internal static partial class LeftTwin
{
    [Kernel]
    public static void Zero(Span<int> x) => x[ThreadIdx.X] = 0;
}

/// <summary>The other.</summary>
internal static partial class RightTwin
{
    [Kernel]
    public static void Zero(Span<int> x) => x[ThreadIdx.X] = 0;
}
