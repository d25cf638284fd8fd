using Moe.Runtime;

namespace Samples;

/// <summary>What the ranks run on: a GPU each where there are enough, else CPU devices.</summary>
internal static class Devices
{
    /// <summary>How many ranks there are unless the command line says: one for each GPU, or so many on the CPU.</summary>
    public static int DefaultRanks(int onCpu) => CudaDevice.Count > 0 ? CudaDevice.Count : onCpu;

    /// <summary>A group of that many ranks.</summary>
    public static RankGroup Connect(int ranks) => HasGpuFor(ranks) ? RankGroup.Gpus(ranks) : RankGroup.Cpu(ranks);

    /// <summary>Says what they run on, such as <c>4 CPU ranks</c>.</summary>
    public static string Describe(int ranks)
    {
        var plural = ranks == 1 ? "" : "s";
        if (HasGpuFor(ranks))
            return $"{ranks} GPU{plural}";
        return CudaDevice.Count == 0
            ? $"{ranks} CPU rank{plural}"
            : $"{ranks} CPU rank{plural} (for GPUs: --ranks {CudaDevice.Count} or fewer)";
    }

    private static bool HasGpuFor(int ranks) => ranks <= CudaDevice.Count;
}
