namespace Moe.Cli;

/// <summary>What was found on this machine, before anyone judges it.</summary>
internal sealed record Machine
{
    /// <summary>The .NET runtime, operating system and cores.</summary>
    public required string Host { get; init; }

    /// <summary>NVIDIA's hardware as the operating system sees it, driver or not.</summary>
    public required NvidiaHardware Hardware { get; init; }

    /// <summary>The CUDA driver; its problem may be that it does not start.</summary>
    public required FoundLibrary Driver { get; init; }

    /// <summary>The GPUs that the driver shows this process.</summary>
    public IReadOnlyList<FoundGpu> Gpus { get; init; } = [];

    /// <summary>A link for every two GPUs, lower ordinal first.</summary>
    public IReadOnlyList<GpuLink> Links { get; init; } = [];

    /// <summary>The compiler.</summary>
    public required FoundLibrary Nvrtc { get; init; }

    /// <summary>The architectures that NVRTC compiles for, such as <c>sm_90</c>, in rising order.</summary>
    public IReadOnlyList<string> NvrtcArchitectures { get; init; } = [];

    /// <summary>What joins GPUs.</summary>
    public required FoundLibrary Nccl { get; init; }

    /// <summary>Where compiled kernels are kept.</summary>
    public required FoundCache Cache { get; init; }

    /// <summary>The environment variables that are set and change what is found or how it behaves, as NAME=value.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];
}
