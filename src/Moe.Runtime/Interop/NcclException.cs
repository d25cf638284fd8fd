namespace Moe.Runtime;

/// <summary>A call of NCCL failed, or what it had begun did.</summary>
public sealed class NcclException : Exception
{
    internal NcclException(int result, string description, string details, string purpose)
        : base($"NCCL failed while {purpose}: {description} ({result}){(details.Length == 0 ? "" : $"; {details}")}. "
            + "NCCL_DEBUG=INFO has NCCL say more.")
    {
        Result = result;
        Purpose = purpose;
    }

    /// <summary>NCCL's number, an <c>ncclResult_t</c>.</summary>
    public int Result { get; }

    /// <summary>What the call was for, such as <c>sending in plan 3: dispatch</c>.</summary>
    public string Purpose { get; }
}
