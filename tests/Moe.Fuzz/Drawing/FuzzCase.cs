using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>A program to run in several ways: a namespace <c>Case</c> whose <c>Program.Run</c> takes spans.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Number">The case's number in it.</param>
/// <param name="Source">The C#, without using directives.</param>
/// <param name="Areas">The types of the elements of the spans that Run takes, in order.</param>
/// <param name="Grid">Where Run is a kernel: what it is launched with.</param>
internal sealed record FuzzCase(
    ulong Seed, long Number, string Source, IReadOnlyList<NumberType> Areas, CaseGrid? Grid = null)
{
    private const string Declared = "namespace Case\n";

    /// <summary>The source in a namespace of its own.</summary>
    public string SourceIn(string space) => Source.Replace(Declared, $"namespace {space}\n", StringComparison.Ordinal);
}
