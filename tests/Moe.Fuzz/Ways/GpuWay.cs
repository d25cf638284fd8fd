using Moe.Dsl;
using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;
using Moe.Runtime;
using Moe.Runtime.Compilation;

namespace Moe.Fuzz.Ways;

/// <summary>
/// Runs cases on a GPU: all functions of a batch as one kernel, a block for each case and a thread for each input, and
/// each drawn kernel by itself. Several threads may run batches at once.
/// </summary>
internal sealed unsafe class GpuWay : IDisposable
{
    private readonly CudaDevice _device = new(0);

    private delegate void AllLauncher(DeviceStream stream, nint[] areas, nint skipped);

    private delegate void Launcher(DeviceStream stream, byte* memory, int blocks, int threads);

    /// <summary>Runs every case that has text, on those inputs that another way did not end with an error.</summary>
    public void Run(IReadOnlyList<CaseResult> cases)
    {
        var functions = cases.Where(c => c is { Error: null, Case.Grid: null }).ToList();
        var kernels = cases.Where(c => c is { Error: null, Case.Grid: not null }).ToList();
        using var assembly = BatchAssembly.Of([.. functions, .. kernels], CaseEntry.All([.. functions.Select(f => f.Case)]));
        if (functions.Count > 0)
            RunFunctions(functions, assembly);
        for (int i = 0; i < kernels.Count; i++)
            RunKernel(kernels[i], assembly.Entry(BatchAssembly.SpaceOf(functions.Count + i)));
    }

    public void Dispose() => _device.Dispose();

    private void RunFunctions(List<CaseResult> cases, BatchAssembly assembly)
    {
        var entry = assembly.Entry(CaseEntry.AllSpace);
        Compile(entry);
        var launch = entry.GetMethod("Launch")!.CreateDelegate<AllLauncher>();
        lock (_device)
        {
            using var stream = _device.CreateStream();
            using var skipped = _device.CopyOf<byte>(
                [.. cases.SelectMany(c => c.Outcomes[c.Baseline].Error).Select(error => (byte)(error is null ? 0 : 1))]);
            var areas = NumberTypes.All.Select(type => _device.CopyOf<byte>(Gather(cases, type))).ToList();
            launch(stream, [.. areas.Select(a => (nint)((DeviceSpan<byte>)a).Data)], (nint)((DeviceSpan<byte>)skipped).Data);
            foreach (var result in cases)
                result.Outcomes[Way.Gpu] = new Outcome((byte[])result.Input.Clone(), new string?[CaseMemory.Inputs]);
            for (int i = 0; i < areas.Count; i++)
            {
                Scatter(areas[i].ToArray(), cases, NumberTypes.All[i]);
                areas[i].Dispose();
            }
        }
    }

    private void RunKernel(CaseResult result, Type entry)
    {
        if (result.Outcomes[Way.CpuBody].Error[0] is not null)
            return;
        Compile(entry);
        var launch = entry.GetMethod("Launch")!.CreateDelegate<Launcher>();
        lock (_device)
        {
            using var stream = _device.CreateStream();
            using var memory = _device.CopyOf<byte>(result.Input);
            launch(stream, ((DeviceSpan<byte>)memory).Data, result.Case.Grid!.Blocks, result.Case.Grid.Threads);
            result.Outcomes[Way.Gpu] = new Outcome(memory.ToArray(), [null]);
        }
    }

    // Outside the lock: other batches compile meanwhile, and the launch finds it compiled.
    private void Compile(Type entry)
        => KernelCompiler.Shared.Compile(
            (KernelDefinition)entry.GetProperty("Definition")!.GetValue(null)!, [], _device.Architecture);

    private static byte[] Gather(List<CaseResult> cases, NumberType type)
    {
        var bytes = new byte[cases.Count * CaseMemory.Span * type.Bytes];
        for (int i = 0; i < cases.Count; i++)
            AreaOf(cases[i].Input, type).CopyTo(bytes.AsSpan(i * CaseMemory.Span * type.Bytes));
        return bytes;
    }

    private static void Scatter(byte[] bytes, List<CaseResult> cases, NumberType type)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            bytes.AsSpan(i * CaseMemory.Span * type.Bytes, CaseMemory.Span * type.Bytes)
                .CopyTo(AreaOf(cases[i].Outcomes[Way.Gpu].Memory, type));
        }
    }

    private static Span<byte> AreaOf(byte[] memory, NumberType type)
        => memory.AsSpan(CaseMemory.OffsetOf(type), CaseMemory.Span * type.Bytes);
}
