using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>What a case has declared so far, for its methods to use.</summary>
internal sealed class Vocabulary
{
    public List<EnumType> Enums { get; } = [];

    public List<StructType> Structs { get; } = [];

    public List<TupleType> Tuples { get; } = [];

    public List<Function> Functions { get; } = [];

    /// <summary>A type for a variable, mostly a number.</summary>
    public IValueType AnyType(Draw draw)
        => Tuples.Count > 0 && draw.Chance(0.15) ? draw.OneOf(Tuples) : AnyFieldType(draw);

    /// <summary>A type for a field, which has to lie in memory as C++ has it: no tuple.</summary>
    public IValueType AnyFieldType(Draw draw)
    {
        if (Structs.Count > 0 && draw.Chance(0.12))
            return draw.OneOf(Structs);
        return Enums.Count > 0 && draw.Chance(0.1) ? draw.OneOf(Enums) : AnyNumber(draw);
    }

    /// <summary>A number type; int and the other common ones more often than the rest.</summary>
    public static NumberType AnyNumber(Draw draw)
        => draw.Chance(0.35)
            ? draw.OneOf(NumberTypes.Int, NumberTypes.Int, NumberTypes.Long, NumberTypes.UInt, NumberTypes.Float)
            : draw.OneOf(NumberTypes.All);
}
