using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>Kernels without barriers, beside plain loops over arrays.</summary>
internal static class Loops
{
    private const int Length = 1 << 20;
    private const int Width = 1024;

    public static void Measure(TextWriter output)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        float[] x = [.. Enumerable.Range(0, Length).Select(i => i % 17 * 0.25f)];
        float[] y = new float[Length];
        float[] result = new float[Length];
        using var deviceX = device.CopyOf<float>(x);
        using var deviceY = device.CopyOf<float>(y);
        using var deviceResult = device.CopyOf<float>(result);
        using var rows = device.CopyOfRows<float>(x, Width);
        using var sums = device.CopyOf<float>(new float[Length / Width]);
        var grid = LaunchGrid.Cover(Length, 256);
        var gridOfRows = LaunchGrid.Cover(Length / Width, 256);

        output.WriteLine("without barriers             loop ms  kernel ms      times  allocated");
        Report(
            "a x + y",
            () => Axpy(x, y),
            () => stream.Launch(TimedKernels.Kernels.Axpy(0.5f, deviceX, deviceY), grid));
        Report(
            "SwiGlu",
            () => SwiGlu(x, y, result),
            () => stream.Launch(TimedKernels.Kernels.SwiGlu(deviceX, deviceY, deviceResult), grid));
        Report(
            "sums of rows",
            () => SumRows(x, result),
            () => stream.Launch(TimedKernels.Kernels.SumRows(rows, sums), gridOfRows));

        void Report(string name, Action loop, Action kernel)
        {
            var times = SideBySide.Measure(loop, kernel);
            output.WriteLine(
                $"{name,-25} {times.Milliseconds[0],10:F2} {times.Milliseconds[1],10:F2} {times.KernelOver[0],10:F2} "
                + $"{times.Allocated,10}");
        }
    }

    private static void Axpy(float[] x, float[] y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = 0.5f * x[i] + y[i];
    }

    private static void SwiGlu(float[] gate, float[] up, float[] result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
    }

    private static void SumRows(float[] x, float[] sums)
    {
        for (int row = 0; row < Length / Width; row++)
        {
            float sum = 0f;
            for (int i = 0; i < Width; i++)
                sum += x[row * Width + i];
            sums[row] = sum;
        }
    }
}
