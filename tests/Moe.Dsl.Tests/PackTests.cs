using System.Runtime.InteropServices;

namespace Moe.Dsl.Tests;

[TestClass]
public sealed unsafe class PackTests
{
    [TestMethod]
    public void A_pack_is_16_bytes_whatever_it_holds()
    {
        Assert.AreEqual(16, Pack<byte>.Length);
        Assert.AreEqual(8, Pack<BFloat16>.Length);
        Assert.AreEqual(4, Pack<float>.Length);
        Assert.AreEqual(2, Pack<double>.Length);
        Assert.AreEqual(16, sizeof(Pack<float>));
    }

    [TestMethod]
    public void What_is_stored_is_what_was_loaded_and_nothing_else_changes()
    {
        var memory = new Memory([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        var pack = Pack<float>.Load(memory.View, 4);
        pack[2] *= 10f;
        Pack<float>.Store(memory.Span, 8, pack);

        CollectionAssert.AreEqual(new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 60, 7 }, memory.Span.AsSpan().ToArray());
    }

    [TestMethod]
    [DataRow(-4)]
    [DataRow(9)]
    [DataRow(12)]
    [DataRow(int.MaxValue)]
    public void A_pack_that_is_not_all_inside_is_an_error(int index)
    {
        var memory = new Memory(new float[12]);
        var error = Assert.ThrowsExactly<MemoryAccessException>(() => Pack<float>.Load(memory.View, index));
        Assert.ThrowsExactly<MemoryAccessException>(() => Pack<float>.Store(memory.Span, index, default));

        StringAssert.Contains(error.Message, "is not inside [0, 12]");
        StringAssert.EndsWith(error.File, "PackTests.cs");
    }

    [TestMethod]
    public void A_pack_between_two_addresses_of_packs_is_an_error()
    {
        var memory = new Memory(new float[12]);
        var error = Assert.ThrowsExactly<MemoryAccessException>(() => Pack<float>.Load(memory.View, 2));

        StringAssert.Contains(error.Message, "Element 2 is not at a multiple of 16 bytes");
        StringAssert.Contains(error.Message, "Pack.Fits");
    }

    [TestMethod]
    [DataRow(0, 8, true)]
    [DataRow(0, 4, true)]
    [DataRow(0, 6, false)]
    [DataRow(4, 4, true)]
    [DataRow(2, 4, false)]
    public void Rows_fit_where_each_is_whole_packs(int start, int width, bool fits)
    {
        var memory = new Memory(new float[32]);
        var rows = new DeviceRowsView<float>(memory.Span.Data + start, 2, width);
        var ordinary = new ReadOnlyRows<float>(new ReadOnlySpan<float>(memory.Span.Data + start, 2 * width), width);

        Assert.AreEqual(fits, Pack<float>.Fits(rows));
        Assert.AreEqual(fits, Pack<float>.Fits(ordinary));
    }

    [TestMethod]
    public void A_hint_changes_no_value()
    {
        var memory = new Memory([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        foreach (var hint in Enum.GetValues<LoadHint>())
            Assert.AreEqual(7f, Pack<float>.Load(memory.View, 4, hint)[3]);
        var pack = Pack<float>.Load(memory.View, 4);
        foreach (var hint in Enum.GetValues<StoreHint>())
        {
            pack[0] = (float)hint;
            Pack<float>.Store(memory.Span, 8, pack, hint);
            Assert.AreEqual((float)hint, memory.Span[8]);
        }
    }

    [TestMethod]
    public void A_hint_on_shared_memory_is_an_error()
    {
        var memory = new Memory(new float[8]);
        var shared = new DeviceSpan<float>(memory.Span.Data, 8, MemorySpace.Shared);
        Pack<float>.Store(shared, 4, Pack<float>.Load(shared, 0));
        Assert.ThrowsExactly<MemoryAccessException>(() => Pack<float>.Load(shared, 0, LoadHint.Streaming));
        var error = Assert.ThrowsExactly<MemoryAccessException>(
            () => Pack<float>.Store(shared, 0, default, StoreHint.Global));

        StringAssert.Contains(error.Message, "this is shared memory");
        StringAssert.EndsWith(error.File, "PackTests.cs");
    }

    [TestMethod]
    public void What_does_not_divide_16_bytes_has_no_packs()
        => Assert.ThrowsExactly<NotSupportedException>(() => Pack<Triple>.Length);

    [TestMethod]
    public void Singles_are_the_elements_values_and_round_to_them()
    {
        Pack<BFloat16> pack = default;
        for (int i = 0; i < Pack<BFloat16>.Length; i++)
            pack[i] = (BFloat16)(i - 3.5f);
        var singles = Singles<BFloat16>.FromPack(pack);
        Assert.AreEqual(-3.5f, singles[0]);
        Assert.AreEqual(3.5f, singles[7]);

        // Between 1 and the next bfloat16, 1 + 2^-7, and nearer to that.
        singles[0] = 1f + (3f / 512f);
        Assert.AreEqual(1f + (1f / 128f), (float)Singles<BFloat16>.ToPack(singles)[0]);
    }

    [TestMethod]
    public void Every_bfloat16_of_a_pack_is_the_float_that_it_is_alone()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = BFloat16.FromBits((ushort)bits);
            int place = bits % Pack<BFloat16>.Length;
            var pack = default(Pack<BFloat16>);
            pack[place] = value;
            var singles = Singles<BFloat16>.FromPack(pack);
            for (int i = 0; i < Pack<BFloat16>.Length; i++)
            {
                float expected = i == place ? value : 0f;
                Assert.AreEqual(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(singles[i]));
            }
        }
    }

    [TestMethod]
    public void Every_float_of_a_pack_is_rounded_as_it_is_alone()
    {
        // Each bfloat16 with what is cut off: nothing, little, a little less than half, half, a little more, nearly one.
        for (int high = 0; high <= ushort.MaxValue; high++)
        {
            foreach (uint low in (uint[])[0, 1, 0x7fff, 0x8000, 0x8001, 0xffff])
            {
                float value = BitConverter.UInt32BitsToSingle((uint)high << 16 | low);
                int place = high % Pack<BFloat16>.Length;
                var singles = default(Singles<BFloat16>);
                singles[place] = value;
                var pack = Singles<BFloat16>.ToPack(singles);
                Assert.AreEqual(BFloat16.ToBits((BFloat16)value), BFloat16.ToBits(pack[place]));
                Assert.AreEqual(0, BFloat16.ToBits(pack[(place + 1) % Pack<BFloat16>.Length]));
            }
        }
    }

    [TestMethod]
    public void Floats_are_added_one_by_one()
    {
        AssertAdds<float>();
        AssertAdds<BFloat16>();
        AssertAdds<Float8E4M3>();
    }

    [TestMethod]
    public void Floats_are_multiplied_one_by_one()
    {
        AssertMultiplies<float>();
        AssertMultiplies<BFloat16>();
        AssertMultiplies<Float8E4M3>();
    }

    [TestMethod]
    public void An_element_outside_the_pack_is_an_error()
    {
        Assert.ThrowsExactly<MemoryAccessException>(() => default(Pack<double>)[2]);
        Assert.ThrowsExactly<MemoryAccessException>(() => default(Singles<BFloat16>)[8]);
        Assert.ThrowsExactly<MemoryAccessException>(() => default(Singles<float>)[-1]);
    }

    private static void AssertAdds<T>()
        where T : unmanaged
    {
        Singles<T> left = default, right = default;
        for (int i = 0; i < Pack<T>.Length; i++)
            (left[i], right[i]) = (1f / (i + 3), 1e-7f * i);
        var sum = Singles<T>.Add(left, right);
        for (int i = 0; i < Pack<T>.Length; i++)
        {
            Assert.AreEqual(1f / (i + 3) + 1e-7f * i, sum[i]);
            Assert.AreEqual(1f / (i + 3), left[i]);
        }
    }

    private static void AssertMultiplies<T>()
        where T : unmanaged
    {
        Singles<T> values = default;
        for (int i = 0; i < Pack<T>.Length; i++)
            values[i] = 1f / (i + 3);
        var product = Singles<T>.Multiply(values, -0.3f);
        for (int i = 0; i < Pack<T>.Length; i++)
        {
            Assert.AreEqual(1f / (i + 3) * -0.3f, product[i]);
            Assert.AreEqual(1f / (i + 3), values[i]);
        }
    }

    private readonly record struct Triple(float X, float Y, float Z);

    // Of a multiple of 16 bytes, and where the garbage collector leaves it.
    private sealed class Memory(float[] values)
    {
        private readonly float* _data = Copy(values);

        public DeviceSpan<float> Span => new(_data, values.Length);

        public DeviceView<float> View => Span;

        ~Memory() => NativeMemory.AlignedFree(_data);

        private static float* Copy(float[] values)
        {
            var data = (float*)NativeMemory.AlignedAlloc((nuint)values.Length * sizeof(float), 16);
            values.CopyTo(new Span<float>(data, values.Length));
            return data;
        }
    }
}
