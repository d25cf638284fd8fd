namespace Moe.Fuzz.Ways;

/// <summary>What came of one run of a case.</summary>
/// <param name="Memory">All of the case's memory behind it.</param>
/// <param name="Error">For each input the exception's type or what ended the run; null where it came to its end.</param>
internal sealed record Outcome(byte[] Memory, string?[] Error);
