using System.Reflection;
using Moe.Dsl;
using Moe.Fuzz.Drawing;
using Moe.Runtime;

namespace Moe.Fuzz.Ways;

/// <summary>Runs cases in this process: as C#, as the reference, as the CPU body.</summary>
internal static unsafe class CpuWays
{
    private delegate void Runner(byte* memory, int input);

    private delegate void Launcher(DeviceStream stream, byte* memory, int blocks, int threads);

    /// <summary>Runs every case that compiled, and reads its emitted text.</summary>
    public static void Run(IReadOnlyList<CaseResult> cases, BatchAssembly assembly)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        for (int i = 0; i < cases.Count; i++)
        {
            if (cases[i].Error is null)
                Run(cases[i], BatchAssembly.SpaceOf(i), assembly, stream);
        }
    }

    private static void Run(CaseResult result, string space, BatchAssembly assembly, DeviceStream stream)
    {
        var entry = assembly.Entry(space);
        try
        {
            result.Unit = entry.GetProperty("Unit")!.GetMethod!.CreateDelegate<Func<CudaUnit>>()();
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or TypeInitializationException)
        {
            result.Error = "refused: " + (e.InnerException ?? e).Message;
            return;
        }

        if (result.Case.Grid is { } grid)
        {
            var launch = entry.GetMethod("Launch")!.CreateDelegate<Launcher>();
            result.Outcomes[Way.CpuBody] = RunOnce(result, (m, _) => launch(stream, m, grid.Blocks, grid.Threads));
            return;
        }

        var reference = assembly.ReferenceEntry(space);
        result.Outcomes[Way.Reference] = RunEach(result, Method(reference, "CSharp"));
        result.Outcomes[Way.CSharp] = RunEach(result, Method(entry, "CSharp"));
        result.Outcomes[Way.CpuBody] = RunEach(result, Method(entry, "OnCpu"));
    }

    private static Runner Method(Type entry, string name)
        => entry.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Runner>();

    private static Outcome RunEach(CaseResult result, Runner run)
    {
        var memory = (byte[])result.Input.Clone();
        var errors = new string?[CaseMemory.Inputs];
        for (int i = 0; i < errors.Length; i++)
            errors[i] = ErrorOf(memory, i, run);
        return new Outcome(memory, errors);
    }

    private static Outcome RunOnce(CaseResult result, Runner run)
    {
        var memory = (byte[])result.Input.Clone();
        return new Outcome(memory, [ErrorOf(memory, 0, run)]);
    }

    private static string? ErrorOf(byte[] memory, int input, Runner run)
    {
        try
        {
            fixed (byte* pointer = memory)
                run(pointer, input);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e is OverflowException or DivideByZeroException ? e.GetType().Name : $"{e.GetType().Name}: {e.Message}";
        }
    }
}
