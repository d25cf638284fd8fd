using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>Patterns, tuples and local functions compile without a word from NVRTC, and say the same on the CPU device.</summary>
[TestClass]
public sealed partial class LanguageTests
{
    /// <summary>A value and where it stands; what none has is at -1.</summary>
    [Device]
    public partial record struct Peak(int Place, float Value);

    /// <summary>The greatest value of x, what became of the others, and how often a thread found a greater one.</summary>
    [Kernel(MaxThreads = 32)]
    public static void FindPeak(ReadOnlySpan<float> x, ReadOnlySpan<int> classes, Span<float> result, [Specialize] int least)
    {
        var (best, finds) = (new Peak(-1, 0f), 0);
        for (int i = ThreadIdx.X; i < x.Length; i += BlockDim.X)
        {
            if (i < classes.Length && classes[i] is >= 0 and var kind && kind != 3)
                Offer(i, x[i] * Weight(kind));
        }

        for (int step = 16; step > 0; step /= 2)
        {
            var (place, value) = (Warp.ShuffleXor(best.Place, step), Warp.ShuffleXor(best.Value, step));
            Offer(place, value);
        }

        (int Most, bool IsShared) greatest = Greatest(finds);
        if (ThreadIdx.X != 0)
            return;
        (result[0], result[1]) = best is { Place: >= 0 and var at, Value: var most } ? (at, most) : (-1f, 0f);
        result[2] = greatest switch { (0, _) => -1f, (var n, false) when n > least => n * 10f, var (n, _) => n };
        result[3] = greatest == (finds, true) ? 1f : 2f;

        void Offer(int place, float value)
        {
            if (place < 0 || best is (>= 0, var known) && known >= value)
                return;
            best = new Peak(place, value);
            finds++;
        }

        static float Weight(int kind)
        {
            switch (kind)
            {
                case 0 or 1:
                    return 1f;
                case > 10 and var large when large % 2 == 0:
                    return 1f / large;
                case var other:
                    return other;
            }
        }

        (int Most, bool IsShared) Greatest(int value)
        {
            int most = Warp.Max(value);
            finds = most;
            return (most, Warp.All(value == most));
        }
    }

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void They_compile(string architecture)
    {
        using var folder = new TemporaryFolder();
        var compiled = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path))
            .Compile(FindPeakLaunch.Definition, [2], architecture);
        Assert.AreEqual("", compiled.Log);
        Assert.AreEqual(0, compiled.Resources.LocalBytes, "What a lambda captures by reference stays in registers.");
    }

    [TestMethod]
    public void They_run_on_the_CPU_device()
    {
        float[] x = [.. Enumerable.Range(0, 70).Select(i => i * 37 % 71f)];
        int[] classes = [.. Enumerable.Range(0, 70).Select(i => i % 14 - 1)];
        var weighed = x.Select((value, i) => (Value: value * WeightOf(classes[i]), Place: i))
            .Where(v => classes[v.Place] >= 0 && classes[v.Place] != 3).ToList();
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var dx = device.CopyOf<float>(x);
        using var dc = device.CopyOf<int>(classes);
        using var result = device.Allocate<float>(4);

        stream.Launch(Kernels.FindPeak(dx, dc, result, 2), new LaunchGrid(1, 32));

        var greatest = weighed.MaxBy(v => v.Value);
        float[] found = result.ToArray();
        Assert.AreEqual(greatest.Place, found[0]);
        Assert.AreEqual(greatest.Value, found[1]);
    }

    private static float WeightOf(int kind) => kind < 2 ? 1f : kind > 10 && kind % 2 == 0 ? 1f / kind : kind;
}
