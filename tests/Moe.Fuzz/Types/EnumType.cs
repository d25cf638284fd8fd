namespace Moe.Fuzz.Types;

/// <summary>A drawn enum.</summary>
internal sealed record EnumType(string Name, NumberType Underlying, IReadOnlyList<string> Members) : IValueType
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
