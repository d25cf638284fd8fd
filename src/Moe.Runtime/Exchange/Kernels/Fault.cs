namespace Moe.Runtime;

/// <summary>What can be wrong with a choice; the kernels write it, the verdict names it.</summary>
internal static class Fault
{
    public const int None = 0;

    /// <summary>The expert that the gate chose is neither -1 nor in [0, E).</summary>
    public const int ExpertOutOfRange = 1;

    /// <summary>The routing named a rank outside [0, R).</summary>
    public const int RankOutOfRange = 2;

    /// <summary>The routing named an expert that the rank does not have.</summary>
    public const int LocalExpertOutOfRange = 3;
}
