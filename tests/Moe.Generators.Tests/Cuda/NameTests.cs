using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Tests.Cuda;

/// <summary>How the text names what a function uses.</summary>
[TestClass]
public sealed partial class NameTests
{
    private const string Source = """
        namespace App;
        [Device] public partial struct Order { public int First; }
        public static class Fault { public const int None = 3; }
        public static class Near
        {
            public const int None = 4;
            [Device] static int Bump(Span<int> s, int by) => s[0] += by;
            [Device] static int Of(Order order) => order.First * Fault.None + None;
            [Device] static int Sum(Span<int> s, int last) => Two(Bump(s, 1), Bump(s, 2)) + Two(last, last++);
            [Device] static int Two(int first, int second) => first - second;
        }
        public static class Caught
        {
            [Device] static int Order(int a) => a;
            [Device] static int Of(App.Order order, int None) => order.First * Near.None;
        }
        """;

    [TestMethod]
    [DataRow("Near", "Of", "inline int Of(Order order)")]
    [DataRow("Caught", "Of", "inline int Of(::App::Order order, int None)")]
    [DataRow("Near", "Of", "constexpr int Fault_None = 3;")]
    [DataRow("Near", "Of", "constexpr int None = 4;")]
    [DataRow("Caught", "Of", "constexpr int Near_None = 4;")]
    [DataRow("Near", "Sum", "int first_1 = Bump(s, 1);")]
    [DataRow("Near", "Sum", "int last_1 = last;")]
    public void Name(string type, string method, string expected)
    {
        string text = DeviceSource.Of(Source).TranslateMethod("App." + type, method).Unit!.Text;
        StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void The_functions_of_the_prelude_are_known()
    {
        string prelude = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src", "Moe.Dsl", "Prelude");
        var functions = Directory.GetFiles(prelude).SelectMany(File.ReadAllLines)
            .Select(line => FreeFunction().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();
        CollectionAssert.AreEquivalent(functions.ToList(), ArgumentLookup.PreludeFunctions.ToList());
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^(?:__device__ )?inline [^(]*\b(\w+)\(")]
    private static partial Regex FreeFunction();
}
