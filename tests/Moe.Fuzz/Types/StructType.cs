namespace Moe.Fuzz.Types;

/// <summary>A drawn struct.</summary>
/// <param name="Name">Its name, with type arguments.</param>
/// <param name="Fields">Its fields and automatic properties, in order.</param>
/// <param name="Constructor">What its primary constructor takes; null where there is none.</param>
/// <param name="IsRecord">Whether the constructor takes the fields.</param>
/// <param name="HasEquality">Whether it has <c>==</c>.</param>
internal sealed record StructType(
    string Name,
    IReadOnlyList<(string Name, IValueType Type)> Fields,
    IReadOnlyList<IValueType>? Constructor,
    bool IsRecord,
    bool HasEquality) : IValueType
{
    /// <summary>Its methods and properties that can be called.</summary>
    public List<Function> Members { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
