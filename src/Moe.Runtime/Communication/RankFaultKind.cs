namespace Moe.Runtime;

/// <summary>What can go wrong between ranks.</summary>
internal enum RankFaultKind : byte
{
    /// <summary>A rank has thrown, or its process has ended.</summary>
    Failed,

    /// <summary>Ranks have not come.</summary>
    Timeout,

    /// <summary>Ranks do not agree.</summary>
    Mismatch,
}
