using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>Register arrays are registers once NVRTC has unrolled the loops over them.</summary>
[TestClass]
public sealed partial class RegisterTests
{
    /// <summary>Adds rows, in as many ways as there are totals.</summary>
    [Kernel(MaxThreads = 256)]
    public static void AddRows<T>(
        ReadOnlyRows<T> rows, ReadOnlySpan<float> weights, Rows<T> totals, [Specialize] int ways)
        where T : unmanaged
    {
        int first = (BlockIdx.X * BlockDim.X + ThreadIdx.X) * Pack<T>.Length;
        var sums = Registers.Span<float>(ways * Pack<T>.Length);
        for (long row = 0; row < rows.Count; row++)
        {
            var pack = Pack<T>.Load(rows[row], first);
            for (int way = 0; way < ways; way++)
            {
                for (int i = 0; i < Pack<T>.Length; i++)
                    sums[way * Pack<T>.Length + i] += Element.ToSingle(pack[i]) * weights[way];
            }
        }

        for (int way = 0; way < ways; way++)
            Pack<T>.Store(totals[way], first, Rounded<T>(sums.Slice(way * Pack<T>.Length, Pack<T>.Length)));
    }

    /// <summary>The array itself says how far loops go, and one index is known only as the kernel runs.</summary>
    [Kernel]
    public static void Histogram(ReadOnlySpan<int> values, Span<int> counts)
    {
        var own = Registers.Span<int>(16);
        for (int i = ThreadIdx.X; i < values.Length; i += BlockDim.X)
            own[values[i] & 15]++;
        for (int i = 0; i < own.Length; i++)
            Atomic.Add(ref counts[i], own[i]);
    }

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void Arrays_whose_indices_are_known_take_no_memory(string architecture)
    {
        foreach (int ways in (int[])[1, 2, 4])
        {
            Assert.AreEqual(0, LocalBytes(AddRowsLaunch<float>.Definition, [ways], architecture));
            Assert.AreEqual(0, LocalBytes(AddRowsLaunch<BFloat16>.Definition, [ways], architecture));
            Assert.AreEqual(0, LocalBytes(AddRowsLaunch<Half>.Definition, [ways], architecture));
            Assert.AreEqual(0, LocalBytes(AddRowsLaunch<Float8E4M3>.Definition, [ways], architecture));
        }
    }

    [TestMethod]
    public void An_array_with_an_index_that_is_not_known_takes_its_bytes()
        => Assert.AreEqual(64, LocalBytes(HistogramLaunch.Definition, [], "sm_90"));

    [Device]
    private static Pack<T> Rounded<T>(ReadOnlySpan<float> values)
        where T : unmanaged
    {
        Pack<T> pack = default;
        for (int i = 0; i < Pack<T>.Length; i++)
            pack[i] = Element.FromSingle<T>(values[i]);
        return pack;
    }

    private static int LocalBytes(KernelDefinition kernel, long[] constants, string architecture)
    {
        using var folder = new TemporaryFolder();
        var compiled = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path))
            .Compile(kernel, constants, architecture);
        Assert.AreEqual("", compiled.Log);
        return compiled.Resources.LocalBytes;
    }
}
