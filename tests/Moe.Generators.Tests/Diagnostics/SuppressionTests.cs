using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Diagnostics;

/// <summary>
/// What hides a message hides ours, as it does any analyzer's. It does not make device code of what is refused: that still
/// has no CUDA text and no CPU body.
/// </summary>
[TestClass]
public sealed class SuppressionTests
{
    private const string Refused = """
        public static partial class Refusals
        {
            [Kernel]
            public static void Work(Span<int> x) => x[0] = Host();

            private static int Host() => 3;
        }

        public static class Test
        {
            public static string Run()
            {
                using var device = new CpuDevice();
                using var stream = device.CreateStream();
                using var x = device.CopyOf<int>([1]);
                return Message(() => Refusals.Units.Work) + "\n"
                    + Message(() => stream.Launch(Refusals.Kernels.Work(x), new LaunchGrid(1, 1)));
            }

            private static string Message(Action action)
            {
                try
                {
                    action();
                    return "It ran.";
                }
                catch (Exception error)
                {
                    return (error.InnerException ?? error).Message;
                }
            }

            private static string Message(Func<CudaUnit> unit) => Message(() => { _ = unit().Text; });
        }
        """;

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public async Task A_pragma_hides_the_message(string id)
        => Assert.IsEmpty(await Reported($"#pragma warning disable {id}\n" + Page.Of(id).Code("Wrong")));

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public async Task A_pragma_around_other_lines_hides_nothing(string id)
        => Assert.IsNotEmpty(await Reported(
            $"#pragma warning disable {id}\n#pragma warning restore {id}\n" + Page.Of(id).Code("Wrong")));

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public async Task An_editorconfig_sets_the_severity(string id)
    {
        string wrong = Page.Of(id).Code("Wrong");

        Assert.IsEmpty(await Reported(wrong, new Severities(id, ReportDiagnostic.Suppress)));
        var warnings = await Reported(wrong, new Severities(id, ReportDiagnostic.Warn));
        Assert.IsNotEmpty(warnings);
        foreach (var diagnostic in warnings)
            Assert.AreEqual(DiagnosticSeverity.Warning, diagnostic.Severity);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("#pragma warning disable MOE0004\n")]
    public void What_is_refused_does_not_run_whether_or_not_the_message_is_hidden(string pragma)
    {
        string[] messages = LoadedProgram.Run<string>(pragma + Refused).Split('\n');

        Assert.HasCount(2, messages);
        foreach (string message in messages)
            StringAssert.StartsWith(message, "Refusals.Work is in error: MOE0004: ");
    }

    /// <summary>What the compiler is left with of all analyzers' reports.</summary>
    private static async Task<ImmutableArray<Diagnostic>> Reported(string source, Severities? severities = null)
    {
        var compilation = TestCompilation.Of(source);
        if (severities is not null)
        {
            compilation = compilation.WithOptions(
                compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)
                    .WithSyntaxTreeOptionsProvider(severities));
        }

        return await TestCompilation.Generate(compilation)
            .WithAnalyzers([.. Catalog.Analyzers]).GetAnalyzerDiagnosticsAsync(default);
    }

    /// <summary>What the compiler reads from <c>dotnet_diagnostic.ID.severity</c>.</summary>
    private sealed class Severities(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken)
            => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = severity;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = default;
            return false;
        }
    }
}
