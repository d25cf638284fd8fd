using Microsoft.CodeAnalysis;
using Moe.Generators.Analyzers;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>A declaration in error has a half all the same, so that one mistake is one message.</summary>
[TestClass]
public sealed class ErrorTests
{
    private const string Refused = """
        public static partial class Refusals
        {
            [Kernel]
            public static void Work(Span<int> x) => x[0] = {|MOE0004:Host()|};

            private static int Host() => 3;
        }

        public static class Test
        {
            public static string Run()
            {
                using var device = new CpuDevice();
                using var stream = device.CreateStream();
                using var x = device.CopyOf<int>([1]);
                try
                {
                    return Refusals.Units.Work.Text;
                }
                catch (InvalidOperationException error)
                {
                    return error.Message;
                }
            }

            public static void Launch(DeviceStream stream, DeviceSpan<int> x)
                => stream.Launch(Refusals.Kernels.Work(x), new LaunchGrid(1, 1));
        }
        """;

    [TestMethod]
    public Task What_the_language_refuses_is_one_message() => Verify.Diagnostics(Refused, new KernelLanguageAnalyzer());

    [TestMethod]
    public void A_unit_in_error_names_the_finding()
        => StringAssert.StartsWith(
            LoadedProgram.Run<string>(Refused.Replace("{|MOE0004:", "").Replace("|}", "")),
            "Refusals.Work is in error: MOE0004: ");

    /// <summary>A name without a meaning, what the flow of the body alone shows, a mistake of the text.</summary>
    [TestMethod]
    [DataRow("x[0] = missing;", "CS0103")]
    [DataRow("int y; x[0] = y;", "CS0165")]
    [DataRow("x[0] = 1", "CS1002")]
    public void What_the_compiler_refuses_is_said_where_it_was_written(string statements, string id)
    {
        var compilation = TestCompilation.Generate(TestCompilation.Of($$"""
            public static partial class Refusals
            {
                [Kernel]
                public static void Work(Span<int> x)
                {
                    {{statements}}
                }
            }
            """));

        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.HasCount(1, errors, string.Join("\n", errors));
        Assert.AreEqual((id, TestCompilation.Path), (errors[0].Id, errors[0].Location.SourceTree!.FilePath));
    }

    [TestMethod]
    public void The_analyzer_supports_every_finding_of_the_translator()
        => CollectionAssert.AreEquivalent(
            typeof(DiagnosticDescriptors).GetFields()
                .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().ToList(),
            new KernelLanguageAnalyzer().SupportedDiagnostics);

    [TestMethod]
    public void A_routing_that_is_not_partial_is_told_so_by_the_compiler()
    {
        var compilation = TestCompilation.Generate(TestCompilation.Of("""
            [Routing]
            public readonly struct Closed : IRouting
            {
                [Dispatch]
                public Destination Route(Assignment choice) => new(0, choice.Expert);
            }
            """));

        string[] errors = [.. compilation.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Id)];
        CollectionAssert.AreEqual(new[] { "CS0260" }, errors);
    }
}
