using Moe.Dsl;

namespace Moe.Dsl.Tests;

[TestClass]
public class BFloat16Tests
{
    [TestMethod]
    public void Every_value_survives_float_and_back()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float value = BFloat16.FromBits((ushort)bits);
            ushort back = BFloat16.ToBits((BFloat16)value);
            Assert.AreEqual(float.IsNaN(value) ? 0x7fff : bits, back, $"0x{bits:x4}");
        }
    }

    /// <summary>The nearest of the two neighbours by exact double arithmetic, and the even one of two equally near.</summary>
    [TestMethod]
    public void Rounding_is_to_nearest_ties_to_even()
    {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++)
        {
            uint bits = (uint)random.NextInt64(0, 1L << 32);
            if (i % 3 == 0)
                bits = (bits & 0xffff0000) | 0x8000;
            float value = BitConverter.UInt32BitsToSingle(bits);
            if (!float.IsFinite(value))
                continue;

            ushort below = (ushort)(bits >> 16);
            ushort above = (ushort)(below + 1);
            double toBelow = Math.Abs(value - (double)(float)BFloat16.FromBits(below));
            double next = (above & 0x7fff) == 0x7f80 ? Math.CopySign(Math.Pow(2, 128), value) : (float)BFloat16.FromBits(above);
            double toAbove = Math.Abs(value - next);
            ushort expected = toBelow < toAbove || (toBelow == toAbove && below % 2 == 0) ? below : above;
            Assert.AreEqual(expected, BFloat16.ToBits((BFloat16)value), $"{value:R} (0x{bits:x8})");
        }
    }

    [TestMethod]
    public void Comparison_is_that_of_floats()
    {
        Assert.IsTrue((BFloat16)0f == (BFloat16)(-0f));
        Assert.IsFalse((BFloat16)float.NaN == (BFloat16)float.NaN);
        Assert.IsTrue(((BFloat16)float.NaN).Equals((BFloat16)float.NaN));
        Assert.AreEqual("1.5", ((BFloat16)1.5f).ToString());
    }
}
