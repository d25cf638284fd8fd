using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>
/// The memory that a case works on: for each number type, in the order of <see cref="NumberTypes.All"/>, a span for
/// each of its inputs; a kernel takes them as one.
/// </summary>
internal static class CaseMemory
{
    /// <summary>How often a function is run, each time with other values.</summary>
    public const int Inputs = 16;

    /// <summary>Elements of a type that it is given each time.</summary>
    public const int Elements = 8;

    /// <summary>Elements of a type in all.</summary>
    public const int Span = Inputs * Elements;

    /// <summary>The size of all of it.</summary>
    public static readonly int Bytes = NumberTypes.All.Sum(t => t.Bytes) * Span;

    /// <summary>Where a type's elements begin.</summary>
    public static int OffsetOf(NumberType type)
        => NumberTypes.All.TakeWhile(t => t != type).Sum(t => t.Bytes) * Span;

    /// <summary>Where those of one input begin.</summary>
    public static int OffsetOf(NumberType type, int input) => OffsetOf(type) + input * Elements * type.Bytes;
}
