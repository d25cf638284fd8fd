using BenchmarkDotNet.Attributes;
using Moe.Runtime;

namespace Moe.CpuBench.Loops;

/// <summary>A kernel without barriers, beside a plain loop over arrays.</summary>
[MemoryDiagnoser]
public abstract class BesideLoop
{
    /// <summary>How many elements.</summary>
    protected const int Length = 1 << 20;

    /// <summary>Makes the arrays.</summary>
    protected BesideLoop()
    {
        Stream = Device.CreateStream();
        DeviceX = Device.CopyOf<float>(X);
        DeviceY = Device.CopyOf<float>(Y);
        DeviceResult = Device.CopyOf<float>(Result);
    }

    /// <summary>[Length] what the loop reads.</summary>
    protected float[] X { get; } = [.. Enumerable.Range(0, Length).Select(i => i % 17 * 0.25f)];

    /// <summary>[Length] what it also reads.</summary>
    protected float[] Y { get; } = [.. Enumerable.Range(0, Length).Select(i => i % 13 * 0.5f)];

    /// <summary>[Length] what it writes.</summary>
    protected float[] Result { get; } = new float[Length];

    /// <summary>The kernel's <see cref="X"/>.</summary>
    protected DeviceArray<float> DeviceX { get; }

    /// <summary>The kernel's <see cref="Y"/>.</summary>
    protected DeviceArray<float> DeviceY { get; }

    /// <summary>The kernel's <see cref="Result"/>.</summary>
    protected DeviceArray<float> DeviceResult { get; }

    /// <summary>Where the kernel's arrays are.</summary>
    protected CpuDevice Device { get; } = new();

    /// <summary>Where the kernel runs.</summary>
    protected DeviceStream Stream { get; }

    /// <summary>Sees that both compute the same.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        Loop();
        Kernel();
        Expect.Equal<float>(Result, DeviceResult.ToArray());
    }

    /// <summary>Gives the device's memory back.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        DeviceX.Dispose();
        DeviceY.Dispose();
        DeviceResult.Dispose();
        Stream.Dispose();
        Device.Dispose();
    }

    /// <summary>The plain loop.</summary>
    public abstract void Loop();

    /// <summary>The kernel.</summary>
    public abstract void Kernel();
}
