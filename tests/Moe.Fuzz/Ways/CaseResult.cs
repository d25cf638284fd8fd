using Moe.Dsl;
using Moe.Fuzz.Drawing;

namespace Moe.Fuzz.Ways;

/// <summary>A case, and what has come of it so far.</summary>
internal sealed class CaseResult(FuzzCase drawn, byte[] input)
{
    /// <summary>The case.</summary>
    public FuzzCase Case { get; } = drawn;

    /// <summary>The memory that each run starts with.</summary>
    public byte[] Input { get; } = input;

    /// <summary>Why there is nothing to run: what the C# compiler or the generator said.</summary>
    public string? Error { get; set; }

    /// <summary>Whether <see cref="Error"/> is about the drawn C# itself, which says nothing about Moe.</summary>
    public bool IsNotCSharp { get; set; }

    /// <summary>The emitted text; null where there is none.</summary>
    public CudaUnit? Unit { get; set; }

    /// <summary>What came of each way.</summary>
    public Dictionary<Way, Outcome> Outcomes { get; } = [];

    /// <summary>What the other ways are held against: a kernel is no method that could be called by itself.</summary>
    public Way Baseline => Case.Grid is null ? Way.Reference : Way.CpuBody;
}
