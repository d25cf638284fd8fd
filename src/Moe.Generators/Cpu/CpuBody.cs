using System.Collections.Immutable;

namespace Moe.Generators.Cpu;

/// <summary>The body of a generated CPU function.</summary>
/// <param name="Text">The author's text with its replacements, as many lines as he wrote.</param>
/// <param name="File">His file.</param>
/// <param name="Line">The line on which <paramref name="Text"/> begins there, from 1.</param>
internal sealed record CpuBody(string Text, string File, int Line)
{
    /// <summary>
    /// The parameter that holds the thread. C# reserves names with two underscores, so that no author's name is the same.
    /// </summary>
    public const string Thread = "__thread";

    /// <summary>The type parameter that says whether memory is watched, of a body that runs a row of threads.</summary>
    public const string Watch = "__TWatch";

    /// <summary>The x of such a row's first thread.</summary>
    public const string First = "__first";

    /// <summary>The x behind its last thread's.</summary>
    public const string End = "__end";

    /// <summary>The label behind the author's text, where a thread of a row ends.</summary>
    public const string Next = "__next";

    /// <summary>The types that say where a thread of a row stands. The loop over the row has a local for each.</summary>
    public static readonly ImmutableArray<string> Places = ["ThreadIdx", "BlockIdx", "BlockDim", "GridDim"];

    /// <summary>The local of one of <see cref="Places"/>.</summary>
    public static string LocalOf(string place) => "__" + place;
}
