namespace Moe.Runtime.Interop;

/// <summary>The results of driver calls that are told apart; CUDA's <c>CUresult</c>.</summary>
internal static class CudaResult
{
    public const int Success = 0;
    public const int OutOfMemory = 2;
    public const int NotReady = 600;

    /// <summary>
    /// Whether the result says that work enqueued earlier, or the hardware, has failed, so that every later call on
    /// that GPU fails the same way until the process ends.
    /// </summary>
    public static bool IsLasting(int result) => result is
        214 or 220 // uncorrectable memory and NVLink errors
        or 700 or 702 // illegal address, launch timeout
        or (>= 710 and <= 719 and not (711 or 712 or 713)) // assertion, stack, instruction, alignment, launch failure
        or 721 or 999; // tensor memory leak, unknown
}
