using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Dsl;
using Moe.Generators.Cuda;

namespace Moe.Generators.Tests.Cuda;

/// <summary>
/// Runs one [Device] method, <c>Run(Span&lt;long&gt; results)</c> of class <c>App.Program</c>, as C# and as emitted
/// text compiled by g++, so that the two can be compared.
/// </summary>
internal static partial class HostProgram
{
    private const int Results = 256;

    public static bool HasCompiler => Find("g++") is not null;

    public static void AgreesWithCSharp(string source)
    {
        if (!HasCompiler)
            Assert.Inconclusive("There is no g++ here.");
        var device = DeviceSource.Of(source);
        CollectionAssert.AreEqual(RunCSharp(device), RunNative(Link(device)));
    }

    private delegate void Entry(Span<long> results);

    private static long[] RunCSharp(DeviceSource device)
    {
        using var image = new MemoryStream();
        Assert.IsTrue(device.Compilation.Emit(image).Success);
        var method = System.Reflection.Assembly.Load(image.ToArray()).GetType("App.Program")!.GetMethod("Run")!;
        var results = new long[Results];
        method.CreateDelegate<Entry>()(results);
        return results;
    }

    /// <summary>The text of a class's unit and of all it needs, each once, in order.</summary>
    private static string Link(DeviceSource device)
    {
        var units = new Dictionary<string, UnitModel>();
        var app = device.Compilation.Assembly.GlobalNamespace.GetNamespaceMembers().Single();
        foreach (var type in app.GetTypeMembers())
        {
            if (type.TypeKind == TypeKind.Struct)
                Add(type, CudaTranslator.TranslateType(type, device.Compilation, CancellationToken.None));
            var functions = type.GetMembers().OfType<IMethodSymbol>().Where(m => type.IsStatic && m.IsDeviceMember());
            foreach (var method in functions)
                Add(method, CudaTranslator.TranslateMethod(method, device.Compilation, CancellationToken.None));
        }

        var texts = new List<string>();
        Visit("global::App.Program.Units.Run");
        return string.Join("\n", texts);

        void Add(ISymbol symbol, Translation translation)
        {
            Assert.IsNotNull(translation.Unit, string.Join("\n", translation.Diagnostics));
            units.Add(UnitNames.UnitExpression(symbol), translation.Unit);
        }

        void VisitHeader(CudaUnit header)
        {
            foreach (var need in header.Needs)
                VisitHeader(need);
            if (!texts.Contains(header.Text))
                texts.Add(header.Text);
        }

        void Visit(string expression)
        {
            string text;
            if (units.TryGetValue(expression, out var unit))
            {
                foreach (string need in unit.Needs)
                    Visit(need);
                text = unit.Text;
            }
            else if (HeaderName().Match(expression) is { Success: true } header)
            {
                VisitHeader(CudaPrelude.Header(header.Groups[1].Value));
                return;
            }
            else
            {
                var creation = (ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression(expression);
                text = ((LiteralExpressionSyntax)creation.ArgumentList!.Arguments[1].Expression).Token.ValueText;
            }

            if (!texts.Contains(text))
                texts.Add(text);
        }
    }

    private static long[] RunNative(string device)
    {
        var folder = Directory.CreateTempSubdirectory("moe");
        try
        {
            string file = Path.Combine(folder.FullName, "program.cpp");
            string shim = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cuda", "HostShim.h"));
            File.WriteAllText(file, shim + device + $$"""

                int main()
                {
                    static long long results[{{Results}}];
                    App::Program::Run(moe::Span<long long>{results, {{Results}}});
                    for (long long result : results)
                        std::printf("%lld\n", result);
                }
                """);
            string program = Path.Combine(folder.FullName, "program");
            Execute(Find("g++")!, "-std=c++17", "-O1", "-Wall", "-Werror", "-Wno-unknown-pragmas", "-Wno-unused-function",
                "-ffp-contract=off", "-fsanitize=signed-integer-overflow,shift", "-fno-sanitize-recover", file,
                "-o", program);
            string output = Execute(program);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output;
    }

    private static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"Header\(""(.*)""\)")]
    private static partial Regex HeaderName();
}
