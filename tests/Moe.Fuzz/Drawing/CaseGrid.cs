namespace Moe.Fuzz.Drawing;

/// <summary>How many threads run a drawn kernel.</summary>
/// <param name="Blocks">Blocks.</param>
/// <param name="Threads">Threads a block.</param>
internal sealed record CaseGrid(int Blocks, int Threads);
