using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench;

/// <summary>Kernels without barriers, beside plain loops over arrays.</summary>
[MemoryDiagnoser]
public class Loops : IDisposable
{
    private const int Length = 1 << 20;
    private const int Width = 1024;

    private readonly CpuDevice _device = new();
    private readonly DeviceStream _stream;
    private readonly float[] _x = [.. Enumerable.Range(0, Length).Select(i => i % 17 * 0.25f)];
    private readonly float[] _y = new float[Length];
    private readonly float[] _result = new float[Length];
    private readonly DeviceArray<float> _deviceX;
    private readonly DeviceArray<float> _deviceY;
    private readonly DeviceArray<float> _deviceResult;
    private readonly DeviceRows<float> _rows;
    private readonly DeviceArray<float> _sums;

    /// <summary>Fills the arrays.</summary>
    public Loops()
    {
        _stream = _device.CreateStream();
        _deviceX = _device.CopyOf<float>(_x);
        _deviceY = _device.CopyOf<float>(_y);
        _deviceResult = _device.CopyOf<float>(_result);
        _rows = _device.CopyOfRows<float>(_x, Width);
        _sums = _device.CopyOf<float>(new float[Length / Width]);
    }

    /// <summary>As a loop.</summary>
    [Benchmark]
    public void AxpyLoop()
    {
        float[] x = _x;
        float[] y = _y;
        for (int i = 0; i < y.Length; i++)
            y[i] = 0.5f * x[i] + y[i];
    }

    /// <summary>As a kernel.</summary>
    [Benchmark]
    public void AxpyKernel()
        => _stream.Launch(TimedKernels.Kernels.Axpy(0.5f, _deviceX, _deviceY), LaunchGrid.Cover(Length, 256));

    /// <summary>As a loop.</summary>
    [Benchmark]
    public void SwiGluLoop()
    {
        float[] gate = _x;
        float[] up = _y;
        float[] result = _result;
        for (int i = 0; i < result.Length; i++)
            result[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
    }

    /// <summary>As a kernel.</summary>
    [Benchmark]
    public void SwiGluKernel()
        => _stream.Launch(
            TimedKernels.Kernels.SwiGlu(_deviceX, _deviceY, _deviceResult), LaunchGrid.Cover(Length, 256));

    /// <summary>As a loop.</summary>
    [Benchmark]
    public void SumRowsLoop()
    {
        float[] x = _x;
        float[] sums = _result;
        for (int row = 0; row < Length / Width; row++)
        {
            float sum = 0f;
            for (int i = 0; i < Width; i++)
                sum += x[row * Width + i];
            sums[row] = sum;
        }
    }

    /// <summary>As a kernel.</summary>
    [Benchmark]
    public void SumRowsKernel()
        => _stream.Launch(TimedKernels.Kernels.SumRows(_rows, _sums), LaunchGrid.Cover(Length / Width, 256));

    /// <inheritdoc/>
    public void Dispose()
    {
        _deviceX.Dispose();
        _deviceY.Dispose();
        _deviceResult.Dispose();
        _rows.Dispose();
        _sums.Dispose();
        _stream.Dispose();
        _device.Dispose();
        GC.SuppressFinalize(this);
    }
}
