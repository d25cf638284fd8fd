using System.Reflection;
using Microsoft.CodeAnalysis;
using Moe.Dsl;
using Moe.Generators.Tests.Testing;
using Moe.Tests;

namespace Moe.Generators.Tests.Halves;

/// <summary>With MoeLineInfo the CUDA names the author's files and lines; without it neither.</summary>
[TestClass]
public sealed class LineInfoTests
{
    private const string Routing = """
        namespace App;

        /// <summary>Experts in turn.</summary>
        [Routing]
        public readonly partial struct TurnRouting(int ranks, int perRank) : IRouting
        {
            [Dispatch]
            public Destination Send(Assignment choice)
            {
                int expert = choice.Expert;
                if (expert >= ranks * perRank)
                    return Destination.Dropped;

                return new(
                    Steps.Fold(expert, ranks),
                    expert / ranks);
            }
        }
        """;

    private const string Steps = """
        namespace App;

        public static partial class Steps
        {
            [Device]
            public static int Fold(int value, int modulus)
            {
                do
                {
                    value = value / modulus
                        + value % modulus;
                }
                while (value >= modulus);
                return value;
            }

            [Device]
            public static int Long(int firstOfTheOperands, int secondOfTheOperands, int thirdOfTheOperands)
                => firstOfTheOperands * secondOfTheOperands + secondOfTheOperands * thirdOfTheOperands
                    + thirdOfTheOperands * firstOfTheOperands;
        }
        """;

    private static readonly (string, string)[] Files =
        [("/src/App/Routing.cs", Routing), ("/src/App/Shared/Steps.cs", Steps)];

    [TestMethod]
    public void A_program_names_files_and_lines()
        => Golden.Matches("LineInfo.cu", Program(LineInfo("true")).Source);

    [TestMethod]
    public void A_line_that_is_broken_stays_one_line_of_the_authors()
    {
        string source = Unit(Generate(LineInfo("true")), "App.Steps", "Long").Source;

        StringAssert.Contains(source, "#line 18 \"/src/App/Shared/Steps.cs\"\n");
        int parts = source.Split('\n').SkipWhile(l => !l.Contains("return", StringComparison.Ordinal))
            .TakeWhile(l => l != "}").Count(l => !l.StartsWith('#'));
        Assert.IsGreaterThan(1, parts, source);
        Assert.AreEqual(parts, source.Split("#line 19").Length - 1, source);
    }

    [TestMethod]
    [DataRow("false")]
    [DataRow("")]
    [DataRow(null)]
    public void Without_it_there_are_no_paths_and_no_lines(string? value)
    {
        var program = Program(value is null ? null : LineInfo(value));

        Assert.DoesNotContain("#line", program.Source);
        Assert.DoesNotContain("/src", program.Source);
        CollectionAssert.IsSubsetOf(
            new[] { "Routing.cs", "Shared/Steps.cs" }, program.Places.Select(p => p.File).ToList());
    }

    [TestMethod]
    public void Files_are_named_as_in_debugging_symbols()
    {
        var map = new SourceFileResolver([], "/src/App", [new("/src/", "/_/")]);

        Assert.Contains("\"/_/App/Shared/Steps.cs\"", Program(LineInfo("True"), map).Source);
        Assert.Contains("Shared/Steps.cs", Program(null, map).Places.Select(p => p.File).ToList());
    }

    [TestMethod]
    public void Places_lead_from_C_sharp_to_the_text_and_back()
    {
        var program = Program(LineInfo("true"));
        string[] lines = program.Source.Split('\n');

        foreach (var place in program.Places.Where(p => p.Line > 0))
        {
            Assert.DoesNotContain("#line", lines[place.CudaLine - 1]);
            Assert.AreEqual(place.Line, program.PlaceOf(place.CudaLine)!.Value.Line);
            Assert.AreEqual(place.Line, program.PlaceOf(place.File, place.Line)!.Value.Line);
        }

        var wrapped = program.PlaceOf("/src/App/Routing.cs", 13)!.Value;
        Assert.AreEqual((12, "return"), (wrapped.Line, lines[wrapped.CudaLine - 1].Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.IsNull(program.PlaceOf("/src/App/Elsewhere.cs", 10));
    }

    private static ProjectProperties LineInfo(string value) => new("MoeLineInfo", value);

    private static CudaProgram Program(ProjectProperties? properties, SourceFileResolver? resolver = null)
    {
        var routing = Generate(properties, resolver).GetType("App.TurnRouting", throwOnError: true)!;
        return CudaProgram.Link([(CudaUnit)routing.GetProperty("Cuda")!.GetValue(null)!]);
    }

    private static Assembly Generate(ProjectProperties? properties, SourceFileResolver? resolver = null)
    {
        var compilation = TestCompilation.Of(Files);
        if (resolver is not null)
            compilation = compilation.WithOptions(compilation.Options.WithSourceReferenceResolver(resolver));
        return LoadedProgram.Load(TestCompilation.Generate(compilation, properties));
    }

    private static CudaUnit Unit(Assembly assembly, string type, string name)
        => (CudaUnit)assembly.GetType(type + "+Units", throwOnError: true)!.GetProperty(name)!.GetValue(null)!;
}
