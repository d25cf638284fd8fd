using Moe.Fuzz.Drawing;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz;

/// <summary>Runs cases together, in every way.</summary>
internal static class Batch
{
    /// <summary>Cases with their inputs, run.</summary>
    public static List<CaseResult> Run(IEnumerable<FuzzCase> cases)
        => Run([.. cases.Select(c => new CaseResult(c, InputDrawer.Memory(c.Seed, c.Number)))]);

    /// <summary>Cases whose inputs are given, run.</summary>
    public static List<CaseResult> Run(List<CaseResult> results)
    {
        using var assembly = BatchAssembly.Of(results);
        CpuWays.Run(results, assembly);
        if (NativeWay.Compiler is not null)
        {
            using var native = new NativeWay();
            native.Run(results);
        }

        return results;
    }
}
