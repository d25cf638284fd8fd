namespace Moe.Fuzz.Drawing;

/// <summary>A drawn expression.</summary>
/// <param name="Text">Its C#, safe to stand as an operand.</param>
/// <param name="IsConstant">Whether the compiler computes it, and so complains of an overflow in what it is part of.</param>
internal readonly record struct Code(string Text, bool IsConstant = false);
