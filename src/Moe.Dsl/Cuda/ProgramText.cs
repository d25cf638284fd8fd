using System.Globalization;
using System.Text;

namespace Moe.Dsl;

/// <summary>
/// The text of a program, written unit by unit. With line directives a compiler, and whoever reads its machine code, names
/// C# files and lines; a directive stands only where the line would not follow by counting.
/// </summary>
/// <param name="hasLineInfo">Whether any unit asks for line directives.</param>
internal sealed class ProgramText(bool hasLineInfo)
{
    private readonly StringBuilder _text = new();
    private readonly List<CudaPlace> _places = [];
    private int _lines;
    private string _file = "";
    private int _fileLine;

    public IReadOnlyList<CudaPlace> Places => _places;

    public override string ToString() => _text.ToString();

    public void Append(CudaUnit unit)
    {
        if (_lines > 0)
            Line("");

        // A unit without places ends the reach of the one before it.
        _places.Add(new CudaPlace(_lines + 1, "", 0));

        // Its lines would else be counted on from the C# file before it.
        if (hasLineInfo && !unit.HasLineInfo)
            Direct(unit.Name, 1);
        var places = new Queue<CudaPlace>(unit.Places);
        int line = 0;
        foreach (string text in unit.Text.TrimEnd('\n').Split('\n'))
        {
            line++;
            while (places.TryPeek(out var place) && place.CudaLine == line)
            {
                if (unit.HasLineInfo && (place.File != _file || place.Line != _fileLine))
                    Direct(place.File, place.Line);
                _places.Add(places.Dequeue() with { CudaLine = _lines + 1 });
            }

            Line(text);
        }
    }

    private void Direct(string file, int line)
    {
        string number = line.ToString(CultureInfo.InvariantCulture);
        Line(file == _file ? $"#line {number}" : $"#line {number} \"{Escaped(file)}\"");
        (_file, _fileLine) = (file, line);
    }

    private void Line(string text)
    {
        _text.Append(text).Append('\n');
        _lines++;
        _fileLine++;
    }

    private static string Escaped(string file)
        => file.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
