using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Declarations;
using Moe.Generators.Incremental;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>
/// A driver that has run before generates after an edit what a new one does, and reads again only what the edit can
/// have changed.
/// </summary>
[TestClass]
public sealed class KeptModelTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        ("Work.cs", """
            namespace App;

            public static partial class Work
            {
                [Kernel(MaxThreads = Limits.Threads)]
                public static void Near(Span<float> x, Slot slot) => x[ThreadIdx.X] = Functions.First(x[0], slot.Index);

                [Kernel]
                public static void Far(Span<Wide> x)
                {
                    var local = new Wide(1, 2);
                    x[ThreadIdx.X].Left += local.Sum() + (int)Limits.Scale + sizeof(int);
                }

                [Kernel]
                public static void Held(Span<int> x) => x[0] = Shared.Span<Named>(1).Length;
            }
            """),
        ("Functions.cs", """
            namespace App;

            public static partial class Functions
            {
                [Device]
                public static float First(float value, int index) => Second(value) * index;

                [Device]
                public static float Second(float value) => Library.Third(value + Limits.Offset);
            }
            """),
        ("Library.cs", """
            namespace App;

            public static partial class Library
            {
                [Device]
                public static float Third(float value)
                {
                    return value * 2;
                }

                public static string Text() => "host";

                public static partial int Fourth(int value);
            }
            """),
        ("Library.Part.cs", """
            namespace App;

            public static partial class Library
            {
                [Device]
                public static partial int Fourth(int value) => value * 4;
            }
            """),
        ("Limits.cs", """
            namespace App;

            public static class Limits
            {
                public const int Threads = 256;
                public static int Host() => 1;
                public const float Scale = 2.5f;
                public const float Offset = 1;
            }
            """),
        ("Slot.cs", """
            namespace App;

            [Device]
            public readonly partial struct Slot(int index, int other)
            {
                public int Index => index;
            }
            """),
        ("Slot.Part.cs", """
            namespace App;

            public readonly partial struct Slot
            {
                [Device]
                public int Twice() => Index * 2;
            }
            """),
        ("Named.cs", """
            namespace App;

            [Device]
            public partial struct Named(int size, string name)
            {
                public readonly int Size => size;
            }
            """),
        ("Named.Part.cs", """
            namespace App;

            public partial struct Named
            {
                public readonly int Length() => 1;
            }
            """),
        ("Wide.cs", """
            namespace App;

            [Device]
            public partial struct Wide(int left, int right)
            {
                public int Left = left;
                public int Right = right;

                [Device]
                public readonly int Sum() => Left + Right;
            }
            """),
        ("Turn.cs", """
            namespace App;

            [Routing]
            public readonly partial struct Turn(int ranks) : IRouting
            {
                [Dispatch]
                public Destination Route(Assignment choice) => new(choice.Expert % ranks, (int)Library.Third(1));
            }
            """),
    ];

    [TestMethod]
    [DataRow(
        "Library.cs", "return value * 2;", "Block.Sync(); return value * 2;", DisplayName = "A callee's callee waits")]
    [DataRow("Functions.cs", "Second(value) * index", "First(value, index)", DisplayName = "A callee calls itself")]
    [DataRow(
        "Library.cs", "value * 2;", "Functions.First(value, 1);", DisplayName = "Callees call one another in a circle")]
    [DataRow("Functions.cs", "=> Second(", "=> Fourth(", DisplayName = "A callee is in error")]
    [DataRow("Limits.cs", "Threads = 256", "Threads = 128", DisplayName = "A constant of an attribute")]
    [DataRow("Limits.cs", "Scale = 2.5f", "Scale = 3.5f", DisplayName = "A constant of a body")]
    [DataRow("Limits.cs", "const float Scale", "const double Scale", DisplayName = "A constant's type")]
    [DataRow("Limits.cs", "namespace App;", "namespace App;\n\n\n", DisplayName = "The lines of constants")]
    [DataRow("Limits.cs", "=> 1;", "\n\n=> 1\n\n;", DisplayName = "The lines of a constant, by a body before it")]
    [DataRow("Library.cs", "=> \"host\"", "=>\n\n\"host\"", DisplayName = "The lines of a partial method's other part")]
    [DataRow("Wide.cs", "Left + Right", "Left +\n\nRight", DisplayName = "The lines of a struct's method")]
    [DataRow("Slot.Part.cs", "Index * 2", "Index * other", DisplayName = "A struct captures another parameter")]
    [DataRow(
        "Named.Part.cs", "=> 1", "=> name.Length",
        DisplayName = "A struct captures a reference, and is no element any more")]
    [DataRow("Slot.Part.cs", "[Device]", "\n\n[Device]", DisplayName = "The lines of a part")]
    [DataRow("Slot.Part.cs", "public int Twice", "public int Thrice", DisplayName = "The name of a struct's method")]
    [DataRow("Wide.cs", "public int Right", "public long Right", DisplayName = "The type of a field")]
    [DataRow("Wide.cs", "Left = left", "Left = left + 1", DisplayName = "The initializer of a field")]
    [DataRow(
        "Wide.cs", "struct Wide(int left, int right)", "struct Wide(int right, int left)",
        DisplayName = "The order of parameters")]
    [DataRow(
        "Wide.cs", "[Device]\npublic partial", "public partial", DisplayName = "A struct is no device type any more")]
    [DataRow(
        "Functions.cs", "First(float value, int index)", "First(float value, long index)",
        DisplayName = "The type of a parameter")]
    [DataRow(
        "Functions.cs", "[Device]\n    public static float Second", "public static float Second",
        DisplayName = "A callee is no device method any more")]
    [DataRow(
        "Library.cs", "public static string Text",
        "[Device] public static float Third(double value) => 1;\npublic static string Text",
        DisplayName = "Another overload")]
    [DataRow("Usings.cs", "global using System; ", "", DisplayName = "A global using")]
    [DataRow(
        "Turn.cs", "[Dispatch]", "[Combine] public float Weigh(float v, float w) => v; [Dispatch]",
        DisplayName = "A routing's members")]
    [DataRow("Library.cs", "\"host\"", "\"other\"", DisplayName = "A body of the host")]
    public void After_an_edit_it_generates_what_a_new_driver_does(string path, string before, string after)
    {
        var first = TestCompilation.Of(Files);

        DriverRuns.AssertSame(first, DriverRuns.Edit(first, path, before, after));
    }

    [TestMethod]
    public void After_many_edits_it_generates_what_a_new_driver_does()
    {
        (string Path, string Before, string After)[] edits =
        [
            ("Library.cs", "return value * 2;", "Block.Sync(); return value * 2;"),
            ("Library.cs", "=> \"host\"", "=>\n\n\"host\""),
            ("Functions.cs", "Second(value) * index", "First(value, index)"),
            ("Functions.cs", "=> Second(", "=> Fourth("),
            ("Wide.cs", "Left + Right", "Left +\n\nRight"),
            ("Slot.Part.cs", "Index * 2", "Index * other"),
            ("Named.Part.cs", "=> 1", "=> name.Length"),
            ("Library.Part.cs", "value * 4", "(int)Functions.First(value, 1)"),
            ("Turn.cs", "choice.Expert % ranks", "ThreadIdx.X"),
            ("Work.cs", "local.Sum()", "1"),
            ("Limits.cs", "=> 1;", "\n\n=> 1\n\n;"),
        ];
        var random = new Random(5);
        var first = TestCompilation.Of(Files);
        var driver = TestCompilation.Driver().RunGenerators(first);
        for (int round = 0; round < 20; round++)
        {
            var edited = first;
            foreach (var file in edits.Where(_ => random.Next(3) == 0).GroupBy(edit => edit.Path))
                edited = DriverRuns.Edit(edited, file.Key, file.First().Before, file.First().After);
            driver = driver.RunGenerators(edited);
            DriverRuns.AssertSame(driver, edited);
        }
    }

    [TestMethod]
    public void After_other_options_it_generates_what_a_new_driver_does()
    {
        var first = TestCompilation.Of(Files);
        var other = first.WithOptions(first.Options.WithOverflowChecks(true)).WithAssemblyName("Other");

        DriverRuns.AssertSame(first, other);
    }

    [TestMethod]
    [DataRow(
        "Library.cs", "value * 2", "value * 3",
        "Functions.First Functions.Second Library.Fourth Library.Third Turn Work.Near",
        DisplayName = "A body: its file, and whoever looks into it")]
    [DataRow(
        "Functions.cs", "Second(value) * index", "Second(value) + index",
        "Functions.First Functions.Second Work.Near", DisplayName = "A body in the middle")]
    [DataRow(
        "Library.cs", "\"host\"", "\"other\"",
        "Functions.First Functions.Second Library.Fourth Library.Third Turn Work.Near",
        DisplayName = "A body of the host in such a file")]
    [DataRow(
        "Usings.cs", "global using Moe.Runtime;",
        "global using Moe.Runtime; static class H { static int A() => 1; }", "*", DisplayName = "A declaration: all")]
    public void It_reads_again_what_an_edit_can_have_changed(string path, string before, string after, string read)
    {
        var first = TestCompilation.Of(Files);
        var counting = new Counting();
        GeneratorDriver driver = CSharpGeneratorDriver.Create(counting);
        driver = driver.RunGenerators(first);
        string[] all = [.. counting.Read.Order()];
        counting.Read.Clear();
        Assert.HasCount(13, all);

        var edited = DriverRuns.Edit(first, path, before, after);
        driver = driver.RunGenerators(edited);
        Assert.AreEqual(read == "*" ? string.Join(" ", all) : read, string.Join(" ", counting.Read.Order()));

        counting.Read.Clear();
        driver.RunGenerators(edited.Clone());
        Assert.IsEmpty(counting.Read);
    }

    /// <summary>Keeps models as the generator does, and says which it has read.</summary>
    private sealed class Counting : IIncrementalGenerator
    {
        public List<string> Read { get; } = [];

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            string[] attributes = [KnownNames.KernelAttribute, KnownNames.DeviceAttribute, KnownNames.RoutingAttribute];
            foreach (string attribute in attributes)
            {
                var models = context.SyntaxProvider.ForAttributeWithMetadataName(
                    attribute, (_, _) => true, new KeptModels<object>(ReadOne).Of);
                context.RegisterSourceOutput(models, (_, _) => { });
            }
        }

        private object? ReadOne(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        {
            Read.Add(context.TargetSymbol.ToDisplayString(
                new SymbolDisplayFormat(
                    typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
                    memberOptions: SymbolDisplayMemberOptions.IncludeContainingType)));
            return FunctionReader.Read(context, cancellationToken)
                ?? (object?)StructReader.Read(context, cancellationToken);
        }
    }
}
