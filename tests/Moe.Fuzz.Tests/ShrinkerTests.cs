using Moe.Fuzz.Drawing;
using Moe.Fuzz.Shrinking;
using Moe.Fuzz.Types;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz.Tests;

[TestClass]
public sealed class ShrinkerTests
{
    /// <summary>Runs nothing: the native way differs where the text has a shift, and on inputs whose third int is not 0.</summary>
    private static List<CaseResult> Pretend(List<CaseResult> cases)
    {
        foreach (var result in cases)
        {
            bool differs = result.Case.Source.Contains(">>>", StringComparison.Ordinal);
            var memory = (byte[])result.Input.Clone();
            for (int input = 0; input < CaseMemory.Inputs; input++)
            {
                var ints = memory.AsSpan(CaseMemory.OffsetOf(NumberTypes.Int, input));
                if (differs && NumberTypes.Int.Read(ints, 2) != 0)
                    NumberTypes.Int.Write(ints, 7, NumberTypes.Int.Read(ints, 7) ^ 1);
            }

            result.Outcomes[Way.Reference] = new Outcome(result.Input, new string?[CaseMemory.Inputs]);
            result.Outcomes[Way.Native] = new Outcome(memory, new string?[CaseMemory.Inputs]);
        }

        return cases;
    }

    [TestMethod]
    public void Only_what_the_difference_needs_is_left()
    {
        var drawn = new FuzzCase(1, 1, """
            namespace Case
            {
                [Device] public enum Mode { None, Last }
                public static partial class Program
                {
                    [Device] static int Helper(int a) { for (int i = 0; i < 3; i++) { a += i; } return a; }
                    [Device] public static int Test(int a, Span<int> ints)
                    {
                        int turns = 0;
                        while (a > 3 && ++turns < 5)
                        {
                            if (Helper(a) > 2) { ints[0] = (a + Helper(3)) * ((a ^ 5) >>> 2); } else { a++; }
                        }
                        return (a switch { 1 => 2, _ => Helper(a) });
                    }
                    [Device] public static void Run(Span<int> ints) => ints[7] = Test(ints[0], ints);
                }
            }
            """, [NumberTypes.Int]);
        var input = new byte[CaseMemory.Bytes];
        Array.Fill(input, (byte)5);
        var found = Disagreement.Of(Pretend([new CaseResult(drawn, input)])[0])!;
        var shrunk = new Shrinker(Pretend).Shrink(found);
        string source = shrunk.Result.Case.Source;
        Assert.Contains(">>>", source);
        foreach (string gone in new[] { "Helper", "Mode", "while", "if", "switch", "+" })
            Assert.DoesNotContain(gone, source);

        // One element of the input matters.
        var ints = shrunk.Result.Input.AsSpan(CaseMemory.OffsetOf(NumberTypes.Int, shrunk.Input));
        for (int i = 0; i < CaseMemory.Elements; i++)
            Assert.AreEqual(i == 2, NumberTypes.Int.Read(ints, i) != 0, $"ints[{i}]");
    }

    [TestMethod]
    public void A_text_without_the_difference_is_not_kept()
    {
        var same = new CaseResult(CaseDrawer.Of(1, 1) with { Source = "namespace Case\n{\n}\n" }, new byte[CaseMemory.Bytes]);
        Assert.IsNull(Disagreement.Of(Pretend([same])[0]));
    }
}
