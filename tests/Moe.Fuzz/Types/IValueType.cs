namespace Moe.Fuzz.Types;

/// <summary>A type that a drawn variable can have.</summary>
internal interface IValueType
{
    /// <summary>As C# spells it.</summary>
    string Name { get; }
}
