namespace Moe.Runtime;

/// <summary>How dispatched rows are laid out where they arrive.</summary>
public enum ExpertLayout
{
    /// <summary>
    /// One row for each (token, rank) pair, [V, H], by source rank and then source token. With K &gt; 1 a row serves
    /// several experts: the caller weighs their answers, and combine adds.
    /// </summary>
    ByRank,

    /// <summary>
    /// One row for each choice, [M, H], by expert, source rank, source token and choice; each expert's rows start at a
    /// multiple of the alignment. Combine weighs and adds.
    /// </summary>
    ByExpert,
}
