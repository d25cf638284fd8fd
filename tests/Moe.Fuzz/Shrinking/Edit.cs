using Microsoft.CodeAnalysis.Text;

namespace Moe.Fuzz.Shrinking;

/// <summary>One way to make a source smaller.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="Text">What stands there instead.</param>
internal sealed record Edit(TextSpan Span, string Text)
{
    /// <summary>How many characters it saves.</summary>
    public int Saves => Span.Length - Text.Length;

    /// <summary>A source with edits that do not overlap made in it.</summary>
    public static string Apply(string source, IEnumerable<Edit> edits)
    {
        foreach (var edit in edits.OrderByDescending(e => e.Span.Start))
            source = source[..edit.Span.Start] + edit.Text + source[edit.Span.End..];
        return source;
    }
}
