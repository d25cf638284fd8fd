using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>A call of the CUDA driver failed.</summary>
public sealed class CudaException : Exception
{
    internal CudaException(int result, string name, string description, string purpose)
        : base(
            $"CUDA failed while {purpose}: {name} ({result}), {description}."
            + (CudaResult.IsLasting(result)
                ? " Work that was enqueued earlier may be the cause. This process cannot use the GPU any more."
                : ""))
    {
        Result = result;
        Name = name;
        Purpose = purpose;
    }

    /// <summary>CUDA's number, a <c>CUresult</c>.</summary>
    public int Result { get; }

    /// <summary>CUDA's name for it, such as <c>CUDA_ERROR_INVALID_VALUE</c>.</summary>
    public string Name { get; }

    /// <summary>What the call was for, such as <c>launching App.Scale</c>.</summary>
    public string Purpose { get; }

    /// <summary>Whether every later call on that GPU fails too, until the process ends.</summary>
    public bool IsLasting => CudaResult.IsLasting(Result);
}
