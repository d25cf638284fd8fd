using System.Text;

namespace Moe.Generators.Halves;

/// <summary>Writes indented lines.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string line)
    {
        _text.Append(' ', 4 * _depth).Append(line).Append('\n');
        return this;
    }

    /// <summary>A line that belongs to the one above it.</summary>
    public CodeWriter Continuation(string line) => Line("    " + line);

    /// <summary>Text with lines and columns of its own.</summary>
    public CodeWriter Raw(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    public CodeWriter Blank()
    {
        _text.Append('\n');
        return this;
    }

    public CodeWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close()
    {
        _depth--;
        return Line("}");
    }

    public override string ToString() => _text.ToString();
}
