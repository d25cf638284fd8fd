using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz.Tests;

/// <summary>The reference throws where the kernel language calls it an error, and nowhere else.</summary>
[TestClass]
public sealed class CheckedReferenceTests
{
    private static string?[] ErrorsOf(params string[] statements)
    {
        var cases = statements.Select((statement, i) => new FuzzCase(1, i, $$"""
            namespace Case
            {
                public static partial class Program
                {
                    [Device] public static void Run(Span<int> ints, Span<long> longs, Span<uint> uints, Span<sbyte> sbytes)
                    {
                        int most = int.MaxValue, least = int.MinValue, one = 1;
                        uint unsigned = 0; sbyte small = -128; long wide = long.MinValue; float real = 1e30f;
                        {{statement}}
                    }
                }
            }
            """, [NumberTypes.Int, NumberTypes.Long, NumberTypes.UInt, NumberTypes.All.Single(t => t.Name == "sbyte")]));
        var results = cases.Select(c => new CaseResult(c, new byte[CaseMemory.Bytes])).ToList();
        using var assembly = BatchAssembly.Of(results);
        CpuWays.Run(results, assembly);
        return [.. results.Select(r => r.Error ?? r.Outcomes[Way.Reference].Error[0])];
    }

    [TestMethod]
    public void Overflow_of_int_and_long_is_an_error() => CollectionAssert.AreEqual(
        Enumerable.Repeat(nameof(OverflowException), 12).ToArray(),
        ErrorsOf(
            "ints[0] = most + one;", "ints[0] = least - one;", "ints[0] = most * 2;", "most++;", "--least;", "most += one;",
            "ints[0] = -least;", "longs[0] = wide - 1;", "longs[0] = -wide;", "ints[0] = (byte)(most + one);",
            "for (; one < 2; one++, most++) ;", "ints[most + one] = 0;"));

    [TestMethod]
    public void What_wraps_in_the_kernel_language_is_none() => CollectionAssert.AreEqual(
        new string?[10],
        ErrorsOf(
            "ints[0] = unchecked(most + one);", "unchecked { most++; }", "uints[0] = unsigned - 1;", "small--;", "small -= 1;",
            "ints[0] = (int)wide;", "ints[0] = (int)real;", "sbytes[0] = (sbyte)most;", "ints[0] = most << 3;",
            "small /= -1;"));
}
