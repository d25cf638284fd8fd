namespace Moe.Cli.Tests.Doctor;

/// <summary>Machines to be judged.</summary>
internal static class Machines
{
    /// <summary>One that lacks nothing.</summary>
    /// <param name="gpus">How many GPUs it has, joined by NVLink.</param>
    public static Machine Whole(int gpus = 1) => new()
    {
        Host = ".NET 10, linux-x64, 64 cores",
        Hardware = new NvidiaHardware(gpus, HasDeviceFile: true),
        Driver = new FoundLibrary("580.95, CUDA 13.0", "/usr/lib/libcuda.so.580.95", Problem: null),
        Gpus = [.. Enumerable.Range(0, gpus).Select(Gpu)],
        Links = [.. Enumerable.Range(0, gpus).SelectMany(first => Enumerable.Range(first + 1, gpus - first - 1)
            .Select(second => new GpuLink(first, second, LinkPath.NvLink, IsPeer: true)))],
        Nvrtc = new FoundLibrary("13.0", "/usr/local/cuda/lib64/libnvrtc.so.13", Problem: null),
        NvrtcArchitectures = ["sm_75", "sm_90", "sm_100"],
        Nccl = new FoundLibrary("2.28.9", "/usr/lib/libnccl.so.2", Problem: null),
        Cache = new FoundCache("/home/me/.cache/moe", 214, 3_120_000, Problem: null),
    };

    /// <summary>One without anything of NVIDIA's.</summary>
    public static Machine Bare() => Whole(gpus: 0) with
    {
        Hardware = new NvidiaHardware(0, HasDeviceFile: false),
        Driver = Lost("libcuda.so.1: no such file"),
        Nvrtc = Lost("libnvrtc.so.13: no such file"),
        NvrtcArchitectures = [],
        Nccl = Lost("libnccl.so.2: no such file"),
        Cache = new FoundCache("/home/me/.cache/moe", 0, 0, Problem: null),
    };

    /// <summary>A library that is nowhere.</summary>
    public static FoundLibrary Lost(string tried) => new(null, null, $"Tried:\n  {tried}");

    /// <summary>A GPU that lacks nothing.</summary>
    public static FoundGpu Gpu(int ordinal)
        => new(ordinal, "NVIDIA H200", "sm_90", 141L << 30, 132, $"0000:{ordinal:x2}:00.0", NvLinks: 18);
}
