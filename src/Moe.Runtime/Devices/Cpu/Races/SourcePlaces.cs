namespace Moe.Runtime;

/// <summary>Lines of C# as small numbers.</summary>
internal sealed class SourcePlaces
{
    private const int LineBits = 20;
    private const int MaxLine = (1 << LineBits) - 1;

    // A caller's file is a literal of its assembly, so that to compare references finds it; there are few.
    private readonly List<string> _files = [];

    public int Of(string file, int line) => NumberOf(file) << LineBits | Math.Min(line, MaxLine);

    public (string File, int Line) this[int place] => (_files[place >> LineBits], place & MaxLine);

    private int NumberOf(string file)
    {
        for (int i = 0; i < _files.Count; i++)
        {
            if (ReferenceEquals(_files[i], file))
                return i;
        }

        _files.Add(file);
        return _files.Count - 1;
    }
}
