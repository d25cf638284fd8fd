namespace Moe.Report;

/// <summary>What the page's script draws, of one stage.</summary>
/// <param name="Step">The call it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Label">What it is called on the page.</param>
/// <param name="Microseconds">[R] a rank's median; null where none was timed.</param>
internal sealed record PageStage(string Step, string Name, string Label, double?[] Microseconds);
