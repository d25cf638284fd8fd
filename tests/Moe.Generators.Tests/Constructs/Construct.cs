using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Tests.Constructs;

/// <summary>Where the code of a construct stands.</summary>
internal enum ConstructPlace
{
    /// <summary>In the body of a kernel, whose parameters <see cref="Construct.Source"/> shows.</summary>
    Body,

    /// <summary>In a static class.</summary>
    Class,

    /// <summary>In a namespace.</summary>
    Namespace,

    /// <summary>It is a whole file.</summary>
    File,
}

/// <summary>One row of the list: a construct of C#, and what becomes of it.</summary>
internal sealed partial class Construct
{
    /// <summary>What a row says that is translated.</summary>
    public const string Translated = "translated";

    private static readonly Dictionary<ConstructPlace, (string Before, string After)> Around = new()
    {
        [ConstructPlace.Body] = ("""
            namespace {0};
            public static partial class K
            {
                [Kernel]
                public static void F(
                    Span<int> s, ReadOnlySpan<float> x, Rows<float> rows, Span<Pair> pairs, Pair pair, Mode mode,
                    int a, uint u, long l, ulong v, byte c, float f, double d, bool b, Half h, BFloat16 g)
                {

            """, """

                    s[1] = a + (int)u + (int)l + (int)v + c + (int)f + (int)d;
                    s[2] = (b ? 1 : 0) + (int)h + (int)g + pair.A + (int)mode;
                }
            }
            """),
        [ConstructPlace.Class] = ("""
            namespace {0};
            public static partial class K
            {

            """, """

            }
            """),
        [ConstructPlace.Namespace] = ("namespace {0};\n", ""),
        [ConstructPlace.File] = ("", ""),
    };

    /// <param name="key">A name that no other row has, and that is one of C#: the namespace of the code.</param>
    /// <param name="section">The heading that it stands under.</param>
    /// <param name="name">What the construct is called.</param>
    /// <param name="outcome"><see cref="Translated"/>, or the id of a diagnostic.</param>
    /// <param name="place">Where its code stands.</param>
    /// <param name="marked">The code; where it is refused, [| and |] stand around what the diagnostic names.</param>
    public Construct(string key, string section, string name, string outcome, ConstructPlace place, string marked)
    {
        Key = key;
        Section = section;
        Name = name;
        Outcome = outcome;
        Code = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var (before, after) = Around[place];
        before = before.Replace("{0}", key, StringComparison.Ordinal).ReplaceLineEndings("\n");
        Source = before + Code + after.ReplaceLineEndings("\n") + "\n";
        foreach (Match mark in Mark().Matches(marked))
        {
            int earlier = "[||]".Length * Marks.Count;
            Marks.Add(new TextSpan(before.Length + mark.Index - earlier, mark.Length - "[||]".Length));
        }
    }

    public string Key { get; }

    public string Section { get; }

    public string Name { get; }

    public string Outcome { get; }

    /// <summary>The code, without marks.</summary>
    public string Code { get; }

    /// <summary>The file that the code is compiled in.</summary>
    public string Source { get; }

    /// <summary>What the diagnostic stands at, in <see cref="Source"/>.</summary>
    public List<TextSpan> Marks { get; } = [];

    public bool IsTranslated => Outcome == Translated;

    /// <summary>Whether the C# compiler itself refuses it.</summary>
    public bool IsCSharps => Outcome.StartsWith("CS", StringComparison.Ordinal);

    public override string ToString() => $"{Section}: {Name}";

    [GeneratedRegex(@"\[\|.*?\|\]", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
