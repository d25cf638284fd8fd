using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>64 blocks of 256 threads through eleven barriers, every use of shared memory checked.</summary>
internal static class Barriers
{
    public static void Measure(TextWriter output)
    {
        output.WriteLine("through eleven barriers    kernel ms  allocated");
        Measure(output, "shared memory", checkMemory: false);
        Measure(output, "device memory too", checkMemory: true);
    }

    private static void Measure(TextWriter output, string name, bool checkMemory)
    {
        using var device = new CpuDevice(checkMemory);
        using var stream = device.CreateStream();
        using var x = device.CopyOf<int>([.. Enumerable.Range(0, 64 * 256).Select(i => i % 101)]);
        using var sums = device.CopyOf<int>(new int[64]);
        var times = SideBySide.Measure(
            () => stream.Launch(TimedKernels.Kernels.BlockSum(x, sums), new LaunchGrid(64, 256)));
        output.WriteLine($"{name,-25} {times.Milliseconds[0],10:F2} {times.Allocated,10}");
    }
}
