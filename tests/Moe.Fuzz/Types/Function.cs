namespace Moe.Fuzz.Types;

/// <summary>A drawn method that others can call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">What it returns; null for void.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="IsHeavy">Whether it loops, so that a loop should not call it.</param>
/// <param name="IsProperty">Whether it is read without parentheses.</param>
internal sealed record Function(
    string Name,
    IValueType? Result,
    IReadOnlyList<Parameter> Parameters,
    bool IsHeavy = false,
    bool IsProperty = false);
