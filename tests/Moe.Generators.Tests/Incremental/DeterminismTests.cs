using System.Globalization;
using Microsoft.CodeAnalysis;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>What is generated follows from the source alone, not from the machine or the order of files.</summary>
[TestClass]
public sealed class DeterminismTests
{
    private const string Root = "/src/App";

    private static readonly (string Path, string Text)[] Files =
    [
        ("Kernels.cs", """
            namespace App;

            /// <summary>Kernels.</summary>
            public static partial class Scaling
            {
                private const float Least = -1.5e-3f;

                /// <summary>Scales
                /// <paramref name="x"/>.</summary>
                [Kernel(MaxThreads = 256)]
                public static void Scale(Span<float> x, Slot slot, float factor = 1234.5f, [Specialize] int i = -3)
                {
                    #if DEBUG
                    x[0] = 1;
                    #endif

                    int index = BlockIdx.X * BlockDim.X + ThreadIdx.X; // the index
                    if (index < x.Length)
                    {
                        x[index] *= factor * 0.5f
                            + Least + Functions.Pick(slot.INDEX, Kind.Indigo);
                    }
                }

                [Kernel]
                public static void Wait(Span<float> x)
                {
                    var s = Shared.Span<float>(32);
                    s[ThreadIdx.X] = x[ThreadIdx.X];
                    Block.Sync();
                    x[ThreadIdx.X] = Warp.Sum((int)s[0]);
                }
            }
            """),
        ("Functions/Functions.cs", """
            namespace App;

            public static partial class Functions
            {
                [Device]
                public static int Pick(int i, Kind kind) => kind switch
                {
                    Kind.Indigo => i * 1_000_000,
                    _ => -i,
                };
            }
            """),
        ("Types.cs", """
            namespace App;

            [Device]
            public enum Kind
            {
                Indigo = -1,
                İstanbul,
            }

            [Device]
            public partial struct Slot
            {
                public int INDEX;
                public double Ratio;

                [Device]
                public readonly double Twice() => Ratio * 2.25;
            }

            [Routing]
            public readonly partial struct Turn(int ranks) : IRouting
            {
                [Dispatch]
                public Destination Route(Assignment choice)
                    => new(choice.Expert % ranks, choice.Expert / ranks);
            }
            """),
    ];

    [TestMethod]
    [DataRow("tr-TR", ",", ".", "-")]
    [DataRow("de-DE", ",", ".", "-")]
    [DataRow("ar-SA", "\u066b", "\u066c", "\u061c-")]
    [DataRow("fa-IR", "\u066b", "\u066c", "\u200e\u2212")]
    [DataRow("sv-SE", ",", "\u00a0", "\u2212")]
    public void In_every_culture_it_is_the_same(string name, string point, string group, string minus)
    {
        var expected = Generated(Root, Files);
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureOf(name, point, group, minus);
            Assert.AreNotEqual("-1.5", (-1.5).ToString(CultureInfo.CurrentCulture));
            AssertSame(expected, Generated(Root, Files));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    [TestMethod]
    public void In_every_order_of_files_it_is_the_same()
    {
        var expected = Generated(Root, Files);

        AssertSame(expected, Generated(Root, [.. Files.Reverse()]));
        AssertSame(expected, Generated(Root, [.. Files.Skip(1), Files[0]]));
    }

    [TestMethod]
    public void With_other_line_ends_it_is_the_same()
        => AssertSame(
            Generated(Root, Files),
            Generated(Root, [.. Files.Select(f => (f.Path, f.Text.ReplaceLineEndings("\r\n")))]));

    /// <summary>The lines of CPU bodies name the author's files as the compiler was given them.</summary>
    [TestMethod]
    [DataRow("/home/ann/App")]
    [DataRow("/tmp/another place/App")]
    public void In_another_folder_only_line_directives_differ(string root)
    {
        var moved = Generated(root, Files);

        Assert.DoesNotContain(root, string.Concat(moved.Values.Select(WithoutDirectives)));
        AssertSame(
            Generated(Root, Files),
            moved.ToDictionary(f => f.Key, f => f.Value.Replace($"\"{root}/", $"\"{Root}/", StringComparison.Ordinal)));
    }

    // A machine without tables of cultures has the invariant one, which is given the numbers of the other.
    private static CultureInfo CultureOf(string name, string point, string group, string minus)
    {
        CultureInfo culture;
        try
        {
            culture = new CultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        }

        culture.NumberFormat.NumberDecimalSeparator = point;
        culture.NumberFormat.NumberGroupSeparator = group;
        culture.NumberFormat.NegativeSign = minus;
        return culture;
    }

    private static string WithoutDirectives(string text)
        => string.Concat(text.Split('\n').Where(line => !line.StartsWith("#line", StringComparison.Ordinal)));

    private static Dictionary<string, string> Generated(string root, (string Path, string Text)[] files)
    {
        var compilation = TestCompilation.Of([.. files.Select(f => ($"{root}/{f.Path}", f.Text))]);
        compilation = compilation.WithOptions(
            compilation.Options.WithSourceReferenceResolver(new SourceFileResolver([], root)));
        var generated = TestCompilation.Generate(compilation);
        Assert.IsEmpty(generated.GetDiagnostics(), string.Join("\n", generated.GetDiagnostics()));
        return generated.SyntaxTrees.Except(compilation.SyntaxTrees).ToDictionary(t => t.FilePath, t => t.ToString());
    }

    private static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        CollectionAssert.AreEquivalent(expected.Keys, actual.Keys);
        foreach (var (path, text) in expected)
            Assert.AreEqual(text, actual[path], path);
    }
}
