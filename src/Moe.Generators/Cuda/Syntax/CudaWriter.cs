using System.Collections.Immutable;
using System.Text;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>Collects indented lines and the places they came from.</summary>
internal sealed class CudaWriter
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<PlaceModel>.Builder _places = ImmutableArray.CreateBuilder<PlaceModel>();
    private int _lines;
    private int _depth;

    public string Text => _text.ToString();

    public ImmutableArray<PlaceModel> Places => _places.ToImmutable();

    /// <summary>Writes a line, broken where it is too long; each of its parts comes from the place.</summary>
    public void Line(string line, SourcePlace? place = null)
    {
        foreach (string part in LineBreaker.Break(Indentation + line))
        {
            if (place is not null)
                _places.Add(new PlaceModel(_lines + 1, place.File, place.Line));
            Append(part);
        }
    }

    public bool Fits(string line) => (_depth * 4) + line.Length <= LineBreaker.Width;

    public void EmptyLine() => Append("");

    /// <summary>Writes text as <c>///</c> lines, filled to the width.</summary>
    public void Comment(string text)
    {
        string line = Indentation + "///";
        foreach (string word in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > LineBreaker.Width)
            {
                AppendComment(line);
                line = Indentation + "///";
            }

            line += " " + word;
        }

        AppendComment(line);
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close(string behind = "")
    {
        _depth--;
        Line("}" + behind);
    }

    /// <summary>Writes one level deeper.</summary>
    public void Indented(Action write)
    {
        _depth++;
        write();
        _depth--;
    }

    private string Indentation => new(' ', _depth * 4);

    // A backslash at the end would make the next line part of the comment.
    private void AppendComment(string line)
        => Append(line.EndsWith("\\", StringComparison.Ordinal) ? line + "." : line);

    private void Append(string line)
    {
        _text.Append(line).Append('\n');
        _lines++;
    }
}
