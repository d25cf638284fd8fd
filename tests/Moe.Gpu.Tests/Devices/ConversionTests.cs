using System.Runtime.InteropServices;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

/// <summary>
/// The GPU's conversions give the CPU device's bits: of every element, and of floats on, and beside, each boundary. NaN
/// matches any NaN.
/// </summary>
[TestClass]
public sealed class ConversionTests
{
    [TestMethod]
    public void Half() => AssertAlike<Half>();

    [TestMethod]
    public void BFloat16() => AssertAlike<BFloat16>();

    [TestMethod]
    public void Float8E4M3() => AssertAlike<Float8E4M3>();

    [TestMethod]
    public void Float8E5M2() => AssertAlike<Float8E5M2>();

    [TestMethod]
    public void Halves_of_doubles_and_their_operators()
    {
        var random = new Random(3);
        double[] doubles =
        [
            .. Enumerable.Range(0, 65536).Select(i => (double)BitConverter.UInt16BitsToHalf((ushort)i))
                .Where(double.IsFinite).SelectMany(d => (double[])[d, d * 1.00048828125, Math.BitIncrement(d * 1.00048828125)]),
            .. Enumerable.Range(0, 100_000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-30, 20))),
        ];
        using var cpu = new CpuDevice();
        using var gpu = new CudaDevice(0);
        var (rounded, computed) = Run(cpu);
        var (roundedThere, computedThere) = Run(gpu);
        AssertSame(rounded, roundedThere);
        AssertSame(computed, computedThere);

        (Half[] Rounded, Half[] Computed) Run(Device device)
        {
            using var stream = device.CreateStream();
            using var from = device.CopyOf<double>(doubles);
            using var rounded = device.Allocate<Half>(doubles.Length);
            using var computed = device.Allocate<Half>(doubles.Length);
            stream.Launch(Conversions.Kernels.Halve(from, rounded, computed), LaunchGrid.Cover(doubles.Length, 256));
            return (rounded.ToArray(), computed.ToArray());
        }
    }

    private static unsafe void AssertAlike<T>()
        where T : unmanaged
    {
        var elements = new T[1 << (8 * sizeof(T))];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = MemoryMarshal.Read<T>(BitConverter.GetBytes(i));
        float[] singles = [.. elements.Select(Element.ToSingle).SelectMany(Boundaries), .. Strided()];

        using var cpu = new CpuDevice();
        using var gpu = new CudaDevice(0);
        CollectionAssert.AreEqual(Decoded(cpu, elements), Decoded(gpu, elements));
        AssertSame(Encoded<T>(cpu, singles), Encoded<T>(gpu, singles));
    }

    // A value, and those around it, and around the middle between it and the next of 7, 10, 3 and 2 bits of fraction.
    private static IEnumerable<float> Boundaries(float value)
        => from step in (uint[])[0, 1 << 15, 1 << 12, 1 << 19, 1 << 20]
           from beside in (int[])[-1, 0, 1]
           select BitConverter.UInt32BitsToSingle(
               unchecked(BitConverter.SingleToUInt32Bits(value) + step + (uint)beside));

    private static IEnumerable<float> Strided()
        => Enumerable.Range(0, 1 << 20).Select(i => BitConverter.UInt32BitsToSingle(unchecked((uint)i * 4099u)));

    private static float[] Decoded<T>(Device device, T[] elements)
        where T : unmanaged
    {
        using var stream = device.CreateStream();
        using var from = device.CopyOf<T>(elements);
        using var to = device.Allocate<float>(elements.Length);
        stream.Launch(Conversions.Kernels.Decode<T>(from, to), LaunchGrid.Cover(elements.Length, 256));
        return to.ToArray();
    }

    private static T[] Encoded<T>(Device device, float[] singles)
        where T : unmanaged
    {
        using var stream = device.CreateStream();
        using var from = device.CopyOf<float>(singles);
        using var to = device.Allocate<T>(singles.Length);
        stream.Launch(Conversions.Kernels.Encode<T>(from, to), LaunchGrid.Cover(singles.Length, 256));
        return to.ToArray();
    }

    private static void AssertSame<T>(T[] expected, T[] actual)
        where T : unmanaged
    {
        var bits = MemoryMarshal.AsBytes(expected.AsSpan());
        var others = MemoryMarshal.AsBytes(actual.AsSpan());
        int size = bits.Length / expected.Length;
        for (int i = 0; i < expected.Length; i++)
        {
            bool isNaN = float.IsNaN(Element.ToSingle(expected[i])) && float.IsNaN(Element.ToSingle(actual[i]));
            if (!isNaN && !bits.Slice(i * size, size).SequenceEqual(others.Slice(i * size, size)))
                Assert.Fail($"Value {i}: {expected[i]} on the CPU device, {actual[i]} on the GPU.");
        }
    }
}
