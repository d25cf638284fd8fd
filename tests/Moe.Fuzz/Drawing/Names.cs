namespace Moe.Fuzz.Drawing;

/// <summary>Names for variables, no two alike; among them words that C++, CUDA and the prelude use for themselves.</summary>
internal sealed class Names(Draw draw)
{
    private static readonly string[] Words =
    [
        "value", "count", "left", "right", "index", "kept", "first", "sum", "template", "signed", "auto", "register",
        "exp", "log", "min", "int4", "half", "warpSize", "threadIdx", "blockDim", "typename", "union", "moe", "App",
        "unused", "size_t", "printf", "value_1", "this_", "delete", "Data", "Bits", "Span", "NULL", "near", "inline",
    ];

    private readonly HashSet<string> _taken = [];

    /// <summary>One that was not given before.</summary>
    public string Fresh()
    {
        string word = draw.OneOf(Words);
        string name = word;
        for (int i = 2; !_taken.Add(name); i++)
            name = $"{word}{i}";
        return name;
    }
}
