using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Tests.Constructs;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>What an edit makes of the generated files: one changes, the others are not even written again.</summary>
[TestClass]
public sealed class OutputTests
{
    private const string Scaling = """
        public static partial class Scaling
        {
            [Kernel]
            public static void Scale(Span<float> x) => x[ThreadIdx.X] *= 2;

            [Kernel]
            public static void Shift(Span<float> x) => x[ThreadIdx.X] += Functions.One();
        }
        """;

    private const string Other = """
        public static partial class Functions
        {
            [Device]
            public static float One() => 1;
        }

        [Device]
        public partial struct Pair
        {
            public int A;

            [Device]
            public readonly int Twice() => A * 2;
        }

        [Routing]
        public readonly partial struct Turn(int ranks) : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice) => new(choice.Expert % ranks, choice.Expert / ranks);
        }
        """;

    private static readonly (string Path, string Text)[] Files =
        [("/src/App/Scaling.cs", Scaling), ("/src/App/Other.cs", Other)];

    [TestMethod]
    [DataRow("/src/App/Scaling.cs", "*= 2", "*= 3", "Scaling.Scale.g.cs")]
    [DataRow("/src/App/Scaling.cs", "+= Functions.One()", "-= Functions.One()", "Scaling.Shift.g.cs")]
    [DataRow("/src/App/Other.cs", "=> 1;", "=> 3;", "Functions.One.g.cs")]
    [DataRow("/src/App/Other.cs", "A * 2", "A * 3", "Pair.g.cs")]
    [DataRow("/src/App/Other.cs", "% ranks", "% (ranks + 1)", "Turn.g.cs")]
    public void An_edit_in_a_method_changes_one_file(string path, string before, string after, string changed)
        => CollectionAssert.AreEqual(new[] { changed }, Changed(path, text => text.Replace(before, after)));

    [TestMethod]
    [DataRow("/src/App/Scaling.cs")]
    [DataRow("/src/App/Other.cs")]
    public void An_edit_behind_the_declarations_changes_none(string path)
        => Assert.IsEmpty(Changed(path, text => text + "\n// the end\n"));

    [TestMethod]
    [DataRow("/src/App/Scaling.cs", "Other.cs")]
    [DataRow("/src/App/Other.cs", "Scaling.cs")]
    public void An_edit_that_is_not_finished_leaves_the_other_files_alone(string path, string healthy)
    {
        var before = TestCompilation.Of(Files);
        const string Unfinished = "\npublic static partial class K { [Kernel] public static void F(Span<int> x) { x[0] = (";
        var after = DriverRuns.Edit(before, path, text => text + Unfinished);
        var driver = TestCompilation.Driver().RunGenerators(before);
        var sources = Sources(driver);
        var edited = Sources(driver.RunGenerators(after));

        var names = healthy == "Other.cs"
            ? new[] { "Functions.One.g.cs", "Functions.g.cs", "Pair.g.cs", "Turn.g.cs" }
            : ["Scaling.Scale.g.cs", "Scaling.Shift.g.cs", "Scaling.g.cs"];
        CollectionAssert.IsSubsetOf(names, edited.Keys);
        foreach (string name in names)
            Assert.AreEqual(sources[name], edited[name]);
    }

    /// <summary>Whole kinds of mistakes in one file: what stands in the other is generated as before.</summary>
    [TestMethod]
    [DataRow("}")]
    [DataRow("class")]
    [DataRow("#if")]
    [DataRow("public static partial class Scaling { [Kernel] public static void Scale(Span<float> x) { } }")]
    [DataRow("static partial class Functions { [Device] static int Two() => 1; [Device] static int Two() => 2; }")]
    [DataRow("[Device] public partial struct Pair { public int B; }")]
    [DataRow("[Routing] public partial struct Turn : IRouting { }")]
    [DataRow("[Device] public partial struct Turn { }")]
    [DataRow("[Kernel] void F() { }")]
    [DataRow("namespace ; class A : Missing<int { }")]
    [DataRow("\"")]
    [DataRow("/*")]
    public void A_broken_file_leaves_the_halves_of_the_others(string broken)
    {
        var compilation = TestCompilation.Of([.. Files, ("/src/App/Broken.cs", broken)]);
        var expected = Sources(TestCompilation.Driver().RunGenerators(TestCompilation.Of(Files)));
        var driver = TestCompilation.Driver().RunGenerators(compilation);

        var result = driver.GetRunResult().Results.Single();
        Assert.IsNull(result.Exception);
        var found = Sources(driver);
        foreach (var (name, text) in expected)
        {
            if (!broken.Contains(" " + name.Split('.')[0], StringComparison.Ordinal))
                Assert.AreEqual(text, found[name], name);
        }
    }

    /// <summary>As it is typed, code is broken at any place; the generator looks at it all the same.</summary>
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    public void Code_without_one_of_its_words_does_not_stop_the_generator(int place)
    {
        var files = ConstructList.All.Select(c => ($"/src/App/{c.Key}.cs", Without(c, place)))
            .Prepend(("/src/App/Given.cs", ConstructList.Given)).ToArray();
        var compilation = TestCompilation.Of().RemoveAllSyntaxTrees()
            .AddSyntaxTrees(files.Select(f => TestCompilation.Parse(f.Item1, f.Item2)));

        Assert.IsNull(TestCompilation.Driver().RunGenerators(compilation).GetRunResult().Results.Single().Exception);
    }

    private static string Without(Construct construct, int place)
    {
        string code = construct.Code;
        var tokens = SyntaxFactory.ParseTokens(code).Where(t => t.Span.Length > 0).ToList();
        var token = tokens[tokens.Count * (2 * place + 1) / 16].Span;
        return construct.Source.Replace(code, code.Remove(token.Start, token.Length), StringComparison.Ordinal);
    }

    /// <summary>The files that were written again, and are other ones, after one source was edited.</summary>
    private static List<string> Changed(string path, Func<string, string> edit)
    {
        var before = TestCompilation.Of(Files);
        var first = TestCompilation.Driver().RunGenerators(before);
        var second = first.RunGenerators(DriverRuns.Edit(before, path, edit));
        var result = second.GetRunResult().Results.Single();
        int written = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .Count(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        var sources = Sources(first);
        var changed = Sources(second).Where(f => sources[f.Key] != f.Value).Select(f => f.Key).ToList();
        Assert.AreEqual(changed.Count, written, "As many output steps have run as files have changed.");
        return changed;
    }

    private static Dictionary<string, string> Sources(GeneratorDriver driver)
        => driver.GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(s => s.HintName, s => s.SourceText.ToString());
}
