namespace Moe.Fuzz.Types;

/// <summary>A tuple of C#'s.</summary>
/// <param name="Name">As it is spelled, some elements with names.</param>
/// <param name="Elements">Its elements' types, in order.</param>
internal sealed record TupleType(string Name, IReadOnlyList<IValueType> Elements) : IValueType
{
    /// <summary>Whether all elements can be compared, and so tuples.</summary>
    public bool HasEquality => Elements.All(e => e is EnumType or NumberType { Kind: not NumberKind.Stored }
        or StructType { HasEquality: true } or TupleType { HasEquality: true });

    /// <inheritdoc/>
    public override string ToString() => Name;
}
