namespace Moe.Bench;

/// <summary>The bytes that one rank moves.</summary>
/// <param name="Wire">Sent to other ranks.</param>
/// <param name="Logical">A row for each choice, wherever it goes: what a user sees moved.</param>
/// <param name="Memory">The fewest that have to be read from and written to the rank's own memory.</param>
internal readonly record struct Traffic(long Wire, long Logical, long Memory);
