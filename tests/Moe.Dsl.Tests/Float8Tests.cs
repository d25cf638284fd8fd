namespace Moe.Dsl.Tests;

/// <summary>
/// Both 8-bit formats against the tables of the OCP 8-bit Floating Point Specification, written out in exact double
/// arithmetic.
/// </summary>
[TestClass]
public sealed class Float8Tests
{
    private static readonly Format E4M3 = new(
        3, 7, 448, bits => (bits & 0x7f) == 0x7f, b => Float8E4M3.FromBits(b), f => Float8E4M3.ToBits((Float8E4M3)f));

    private static readonly Format E5M2 = new(
        2, 15, 57344, bits => (bits & 0x7f) > 0x7c, b => Float8E5M2.FromBits(b), f => Float8E5M2.ToBits((Float8E5M2)f));

    public static IEnumerable<object[]> Formats => [["E4M3"], ["E5M2"]];

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Every_value_is_that_of_the_specification(string name)
    {
        var format = Named(name);
        for (int bits = 0; bits < 256; bits++)
        {
            float value = format.Decode((byte)bits);
            if (format.IsNaN((byte)bits))
                Assert.IsTrue(float.IsNaN(value), $"0x{bits:x2}");
            else
                Assert.AreEqual(format.ValueOf((byte)bits), value, $"0x{bits:x2}");
            if (!float.IsNaN(value))
                Assert.AreEqual(bits >= 128, float.IsNegative(value), $"0x{bits:x2}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Every_boundary_rounds_to_the_nearest_and_even(string name)
    {
        var format = Named(name);
        byte[] finite = [.. Enumerable.Range(0, 128).Select(b => (byte)b).Where(b => double.IsFinite(format.ValueOf(b)))];
        for (int i = 0; i < finite.Length; i++)
        {
            double value = format.ValueOf(finite[i]);
            double next = i + 1 < finite.Length ? format.ValueOf(finite[i + 1]) : format.Largest * 2;
            foreach (float exact in (float[])[(float)value, (float)((value + next) / 2)])
            {
                foreach (float near in (float[])[MathF.BitDecrement(exact), exact, MathF.BitIncrement(exact)])
                {
                    AssertRounds(format, near);
                    AssertRounds(format, -near);
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Drawn_floats_round_to_the_nearest_and_even(string name)
    {
        var format = Named(name);
        var random = new Random(11);
        for (int i = 0; i < 100_000; i++)
        {
            // Half of them with an exponent that the format has.
            uint bits = (uint)random.NextInt64(0, 1L << 32);
            if (i % 2 == 0)
                bits = (bits & 0x807fffff) | (uint)random.Next(100, 146) << 23;
            float value = BitConverter.UInt32BitsToSingle(bits);
            if (!float.IsNaN(value))
                AssertRounds(format, value);
        }
    }

    [TestMethod]
    public void What_is_too_large_saturates_and_NaN_stays_NaN()
    {
        foreach (float large in (float[])[448.1f, 464f, 465f, 1e30f, float.MaxValue, float.PositiveInfinity])
        {
            Assert.AreEqual(0x7e, Float8E4M3.ToBits((Float8E4M3)large));
            Assert.AreEqual(0xfe, Float8E4M3.ToBits((Float8E4M3)(-large)));
        }

        foreach (float large in (float[])[57345f, 61440f, 65536f, float.MaxValue, float.PositiveInfinity])
        {
            Assert.AreEqual(0x7b, Float8E5M2.ToBits((Float8E5M2)large));
            Assert.AreEqual(0xfb, Float8E5M2.ToBits((Float8E5M2)(-large)));
        }

        foreach (uint nan in (uint[])[0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff])
        {
            float value = BitConverter.UInt32BitsToSingle(nan);
            Assert.AreEqual(0x7f, Float8E4M3.ToBits((Float8E4M3)value));
            Assert.AreEqual(0x7f, Float8E5M2.ToBits((Float8E5M2)value));
        }
    }

    [TestMethod]
    public void Comparison_is_that_of_floats()
    {
        Assert.IsTrue((Float8E4M3)0f == (Float8E4M3)(-0f));
        Assert.IsFalse((Float8E4M3)float.NaN == (Float8E4M3)float.NaN);
        Assert.IsTrue(((Float8E4M3)float.NaN).Equals((Float8E4M3)float.NaN));
        Assert.IsTrue((Float8E5M2)0f == (Float8E5M2)(-0f));
        Assert.IsFalse((Float8E5M2)float.NaN == (Float8E5M2)float.NaN);
        Assert.AreEqual("1.75", ((Float8E5M2)1.7f).ToString());
    }

    [TestMethod]
    public void Elements_of_every_type_are_exact_as_floats_and_round_as_their_conversions_do()
    {
        foreach (float value in (float[])[1.0625f, -3.3f, 1e-7f, 450f, 70000f])
        {
            Assert.AreEqual(value, Element.FromSingle<float>(value));
            Assert.AreEqual((Half)value, Element.FromSingle<Half>(value));
            Assert.AreEqual((BFloat16)value, Element.FromSingle<BFloat16>(value));
            Assert.AreEqual((Float8E4M3)value, Element.FromSingle<Float8E4M3>(value));
            Assert.AreEqual((Float8E5M2)value, Element.FromSingle<Float8E5M2>(value));
            Assert.AreEqual((float)(Half)value, Element.ToSingle((Half)value));
            Assert.AreEqual((float)(Float8E4M3)value, Element.ToSingle((Float8E4M3)value));
            Assert.AreEqual((float)(Float8E5M2)value, Element.ToSingle((Float8E5M2)value));
        }

        Assert.ThrowsExactly<NotSupportedException>(() => Element.ToSingle(1));
    }

    private static Format Named(string name) => name == "E4M3" ? E4M3 : E5M2;

    private static void AssertRounds(Format format, float value)
        => Assert.AreEqual(format.Nearest(value), format.Encode(value), $"{value:R}");

    /// <summary>A format, by its specification, and the conversions that are judged by it.</summary>
    private sealed record Format(
        int FractionBits, int Bias, double Largest, Func<byte, bool> IsNaN, Func<byte, float> Decode, Func<float, byte> Encode)
    {
        public double ValueOf(byte bits)
        {
            int exponent = (bits & 0x7f) >> FractionBits;
            int fraction = bits & ((1 << FractionBits) - 1);
            double sign = bits >= 128 ? -1 : 1;
            if (IsNaN(bits))
                return double.NaN;
            if (FractionBits == 2 && exponent == 31)
                return sign * double.PositiveInfinity;
            double ofOne = Math.Pow(2, -FractionBits);
            return exponent == 0
                ? sign * Math.Pow(2, 1 - Bias) * (fraction * ofOne)
                : sign * Math.Pow(2, exponent - Bias) * (1 + (fraction * ofOne));
        }

        /// <summary>Of all finite values the nearest; of two that are equally near, the one with even bits.</summary>
        public byte Nearest(float value)
        {
            double size = Math.Min(Math.Abs((double)value), Largest);
            byte best = 0;
            for (byte bits = 0; bits < 128; bits++)
            {
                double distance = Math.Abs(ValueOf(bits) - size);
                double least = Math.Abs(ValueOf(best) - size);
                if (distance < least || (distance == least && bits % 2 == 0))
                    best = bits;
            }

            return (byte)(float.IsNegative(value) ? best | 0x80 : best);
        }
    }
}
