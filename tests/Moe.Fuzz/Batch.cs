using Moe.Fuzz.Drawing;
using Moe.Fuzz.Ways;

namespace Moe.Fuzz;

/// <summary>Runs cases together, in every way.</summary>
/// <param name="gpu">The GPU, where they are to run there too.</param>
internal sealed class Batch(GpuWay? gpu = null)
{
    /// <summary>Cases with their inputs, run.</summary>
    public List<CaseResult> Run(IEnumerable<FuzzCase> cases)
        => Run([.. cases.Select(c => new CaseResult(c, InputDrawer.Memory(c.Seed, c.Number)))]);

    /// <summary>Cases whose inputs are given, run.</summary>
    public List<CaseResult> Run(List<CaseResult> results)
    {
        using var assembly = BatchAssembly.Of(results);
        CpuWays.Run(results, assembly);
        if (NativeWay.Compiler is not null)
        {
            using var native = new NativeWay();
            native.Run(results);
        }

        gpu?.Run(results);
        return results;
    }
}
