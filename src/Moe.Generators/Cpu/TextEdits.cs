using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// Replacements in the author's text. Those at one position stay in the order in which a walk through the tree found
/// them: an outer node's before its children's at the front, and behind theirs at the end.
/// </summary>
internal sealed class TextEdits
{
    private readonly List<TextChange> _changes = [];

    public void Insert(int position, string text) => Replace(new TextSpan(position, 0), text);

    public void Remove(TextSpan span) => Replace(span, "");

    public void Replace(TextSpan span, string text) => _changes.Add(new TextChange(span, text));

    /// <summary>The part <paramref name="whole"/> of the source, with the replacements made.</summary>
    public string Apply(SourceText source, TextSpan whole)
    {
        var result = new StringBuilder();
        int position = whole.Start;
        foreach (var change in _changes.OrderBy(c => c.Span.Start))
        {
            result.Append(source.ToString(TextSpan.FromBounds(position, change.Span.Start))).Append(change.NewText);
            position = change.Span.End;
        }

        return result.Append(source.ToString(TextSpan.FromBounds(position, whole.End))).ToString();
    }
}
