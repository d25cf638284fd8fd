using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Moe.Generators.Incremental;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>What could make a kept model another one than a new driver reads, beside plain edits.</summary>
[TestClass]
public sealed class KeptModelHazardTests
{
    [TestMethod]
    public void A_nullable_directive_in_a_body_holds_for_declarations_behind_it()
    {
        var first = TestCompilation.Of(
            ("Work.cs", """
                namespace App;
                public static partial class Work
                {
                    [Kernel]
                    public static void K(Span<float> x, S s) => x[0] = Library.Gen<S>(s);
                }
                """),
            ("S.cs", """
                namespace App;
                public interface IThing<T>;
                [Device]
                public partial struct S : IThing<string?> { public int A; }
                """),
            ("Library.cs", """
                namespace App;
                public static partial class Library
                {
                    public static int Host() { return 1; }
                    public static partial float Gen<T>(T v) where T : unmanaged, IThing<string>;
                }
                """),
            ("Library.Part.cs", """
                namespace App;
                public static partial class Library
                {
                    [Device]
                    public static partial float Gen<T>(T v) where T : unmanaged, IThing<string> => 1;
                }
                """));

        DriverRuns.AssertSame(
            first, DriverRuns.Edit(first, "Library.cs", "return 1; }", "return 1;\n#nullable disable\n}"));
    }

    [TestMethod]
    public void A_condition_that_begins_in_a_body_excludes_what_is_behind_it()
    {
        var first = TestCompilation.Of(
            ("Work.cs", """
                namespace App;
                public static partial class Work
                {
                    [Kernel]
                    public static void K(Span<float> x) => x[0] = Limits.Offset;
                }
                """),
            ("Limits.cs", """
                namespace App;
                public static class Limits
                {
                    public static int Host() { return 1; }
                #else
                    public const float Offset = 1;
                #endif
                }
                """));

        DriverRuns.AssertSame(
            first, DriverRuns.Edit(first, "Limits.cs", "{ return 1; }", "{\n#if true\nreturn 1; }"));
    }

    [TestMethod]
    public void Symbols_of_another_file_choose_its_text()
    {
        var first = TestCompilation.Of(
            ("Work.cs", """
                namespace App;
                public static partial class Work
                {
                    [Kernel(MaxThreads = Limits.Threads)]
                    public static void K(Span<float> x) => x[0] = 1;
                }
                """),
            ("Limits.cs", """
                namespace App;
                public static class Limits
                {
                #if SMALL
                    public const int Threads = 128;
                #else
                    public const int Threads = 256;
                #endif
                }
                """));
        var tree = first.SyntaxTrees.Single(t => t.FilePath == "Limits.cs");
        var small = ((CSharpParseOptions)tree.Options).WithPreprocessorSymbols("SMALL");
        var root = CSharpSyntaxTree.ParseText(tree.ToString(), small).GetRoot();

        DriverRuns.AssertSame(first, first.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, small)));
    }

    [TestMethod]
    public void Letters_that_a_files_encoding_lacks_are_told_apart()
    {
        const string Part = "namespace App; public partial struct Slot { public readonly object Host() => α; }";
        var first = TestCompilation.Of(
            ("Slot.cs", """
                namespace App;
                [Device]
                public partial struct Slot(int α, string β)
                {
                    public int Index = 1;
                }
                """),
            ("Work.cs", """
                namespace App;
                public static partial class Work
                {
                    [Kernel]
                    public static void Held(Span<int> x) => x[0] = Shared.Span<Slot>(1).Length;
                }
                """));
        var part = ParseAscii(Part);
        first = first.AddSyntaxTrees(part);

        DriverRuns.AssertSame(first, first.ReplaceSyntaxTree(part, ParseAscii(Part.Replace('α', 'β'))));
    }

    [TestMethod]
    public void Two_drivers_that_come_from_one_run_at_once()
    {
        var methods = Enumerable.Range(0, 400).Select(i => $"[Device] public static int M{i}() => 1;\n");
        var first = TestCompilation.Of(
            ("Work.cs", $"namespace App; public static partial class Work {{ {string.Concat(methods)} }}"),
            ("Limits.cs", "static class Limits { public const int Threads = 256; }"));
        var meeting = new Meeting();
        var driver = CSharpGeneratorDriver.Create(meeting).RunGenerators(first);
        var errors = new ConcurrentBag<Exception>();
        for (int i = 0; i < 10; i++)
        {
            var edited = DriverRuns.Edit(first, "Limits.cs", "Threads = 256", $"Threads = {i}");
            meeting.Point = new Barrier(2);
            Thread[] runs = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() => Run(edited.Clone())))];
            Array.ForEach(runs, run => run.Start());
            Array.ForEach(runs, run => run.Join());
        }

        Assert.IsEmpty(errors);

        void Run(Compilation compilation)
        {
            if (driver.RunGenerators(compilation).GetRunResult().Results.Single().Exception is not { } error)
                return;
            errors.Add(error);
            meeting.Point!.RemoveParticipant();
        }
    }

    private static SyntaxTree ParseAscii(string text)
    {
        var options = (CSharpParseOptions)TestCompilation.Parse("Part.cs", "").Options;
        return CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.ASCII), options, "Part.cs");
    }

    /// <summary>Keeps models, and has two runs read each at the same time.</summary>
    private sealed class Meeting : IIncrementalGenerator
    {
        public Barrier? Point { get; set; }

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var models = context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.DeviceAttribute, (_, _) => true, new KeptModels<string>(Read).Of);
            context.RegisterSourceOutput(models, (_, _) => { });
        }

        private string Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        {
            // If one has failed, the other goes on alone.
            Point?.SignalAndWait(TimeSpan.FromSeconds(1), cancellationToken);
            return "";
        }
    }
}
