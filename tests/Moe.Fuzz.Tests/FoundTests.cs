using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Tests;

/// <summary>What the fuzzer found stays mended.</summary>
[TestClass]
public sealed class FoundTests
{
    private static readonly NumberType Bytes = Area("byte");
    private static readonly NumberType SBytes = Area("sbyte");
    private static readonly NumberType UShorts = Area("ushort");

    private static NumberType Area(string name) => NumberTypes.All.Single(t => t.Name == name);

    /// <summary>That <c>Test</c> does the same in every way on 16 inputs.</summary>
    private static void Agree(string parameters, string body, params NumberType[] areas)
    {
        Compiler.Require();
        string spans = string.Join(", ", areas.Select(a => $"Span<{a.Name}> {a.Area}"));
        string arguments = string.Join(", ", areas.Select(a => a.Area));
        var drawn = new FuzzCase(1, 1, $$"""
            namespace Case
            {
                public static partial class Program
                {
                    [Device] public static void Test({{parameters}})
                    {
                        {{body}}
                    }

                    [Device] public static void Run({{spans}}) => Test({{arguments}});
                }
            }
            """, areas);
        var result = new Batch().Run([drawn])[0];
        Assert.IsFalse(result.IsNotCSharp, result.Error);
        var found = Disagreement.Of(result);
        Assert.IsNull(found, found is null ? "" : DisagreementText.Of(found));
    }

    [TestMethod]
    public void A_constant_is_handed_on_by_reference() => Agree(
        "Span<float> floats, Span<int> ints",
        """
        const float half = 0.5f;
        const int seven = 7;
        floats[0] = Twice(half);
        ints[0] = Next(seven);
            }

            [Device] public static float Twice(in float value) => value * 2f;

            [Device] public static int Next(in int value)
            {
                return value + 1;
        """,
        NumberTypes.All.Single(t => t.Name == "float"),
        NumberTypes.Int);

    [TestMethod]
    public void A_product_of_ushorts_is_cut_to_its_lower_half() => Agree(
        "Span<ushort> ushorts, Span<char> chars",
        """
        ushorts[0] = 65535;
        ushorts[0] *= ushorts[0];
        ushorts[1] = 59130;
        ushorts[2] = ushorts[1] *= ushorts[1];
        chars[0] = '\uffff';
        chars[0] *= chars[0];
        chars[1] = '\ud16e';
        chars[2] = chars[1] *= chars[1];
        """,
        UShorts,
        Area("char"));

    [TestMethod]
    public void A_local_function_that_nobody_calls_may_call_one_that_stands_behind_it() => Agree(
        "Span<int> ints",
        """
        int sum = ints[0];
        void Unused() => Next(1);

        Next(2);
        ints[0] = sum;
        void Next(int value) => sum ^= value;
        """,
        NumberTypes.Int);

    [TestMethod]
    public void A_span_knows_whether_it_is_empty() => Agree(
        "Span<int> ints",
        """
        ReadOnlySpan<int> view = ints;
        ints[0] = ints.IsEmpty ? 1 : 2;
        ints[1] = view.Slice(8).IsEmpty ? 3 : 4;
        """,
        NumberTypes.Int);

    [TestMethod]
    public void Small_integers_wrap_in_a_body_that_is_checked() => Agree(
        "Span<byte> bytes, Span<sbyte> sbytes, Span<ushort> ushorts, Span<int> ints",
        """
        ints[0] = ints[1] + 1;
        bytes[0] <<= ints[2]++;
        sbytes[0] /= -1;
        sbytes[1] >>>= 1;
        ushorts[0] <<= 9;
        sbytes[2] ^= sbytes[3] <<= 3;
        """,
        Bytes, SBytes, UShorts, NumberTypes.Int);

    [TestMethod]
    public void A_stored_float_saturates_where_a_small_integer_is_widened() => Agree(
        "Span<float> floats, Span<int> ints",
        """
        int wide = (ushort)(BFloat16)floats[0];
        ints[0] = wide;
        ints[1] |= (byte)(BFloat16)floats[1];
        ints[2] = (int)(BFloat16)floats[2] + (sbyte)(BFloat16)floats[3];
        """,
        NumberTypes.Float, NumberTypes.Int);
}
