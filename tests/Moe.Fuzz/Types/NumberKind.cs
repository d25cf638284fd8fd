namespace Moe.Fuzz.Types;

/// <summary>What C# lets one do with a number.</summary>
internal enum NumberKind
{
    /// <summary>bool.</summary>
    Truth,

    /// <summary>Integers, and char.</summary>
    Whole,

    /// <summary>float and double.</summary>
    Floating,

    /// <summary>Converted to and from float; arithmetic is float's.</summary>
    Stored,
}
