namespace ManagedCuda.NVRTC;

/// <summary>Stands for ManagedCuda's exception: the kind of a failure, without the compiler's log.</summary>
public sealed class NVRTCException(int result) : Exception($"NVRTC failed with result {result}.");
