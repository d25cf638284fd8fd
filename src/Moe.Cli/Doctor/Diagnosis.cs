using System.Globalization;
using Moe.Runtime.Compilation;

namespace Moe.Cli;

/// <summary>What a machine's findings come to.</summary>
internal sealed class Diagnosis
{
    private readonly Machine _machine;

    /// <summary>Judges a machine.</summary>
    public Diagnosis(Machine machine)
    {
        _machine = machine;
        Findings =
        [
            new Finding(FindingState.Ok, "CPU device", "always there", machine.Host),
            Driver(),
            .. Gpus(),
            .. Links(),
            Nvrtc(),
            Nccl(),
            Cache(),
        ];
    }

    /// <summary>Everything, in the order in which it depends on what comes before.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Whether GPU ranks can run, one on each GPU that is there.</summary>
    public bool IsReadyForGpus => Findings.All(finding => finding.State != FindingState.Missing);

    /// <summary>The last word.</summary>
    public string Verdict => (IsReadyForGpus, _machine.Gpus.Count) switch
    {
        (true, 1) => "Ready: CPU ranks, and a rank on the GPU.",
        (true, _) => $"Ready: CPU ranks, and a rank on each of {Number(_machine.Gpus.Count)} GPUs.",
        _ => "CPU ranks run here. GPU ranks need what is missing above.",
    };

    private bool IsDriverReady => _machine.Driver.Problem is null;

    private Finding Driver()
    {
        var driver = _machine.Driver;
        return IsDriverReady
            ? new Finding(FindingState.Ok, "CUDA driver", driver.Version!, driver.File ?? "")
            : new Finding(
                FindingState.Missing, "CUDA driver", driver.Version is { } version ? $"{version}, does not start" : "none",
                driver.File ?? "", $"{WhyNoDriver()} {driver.Problem}");
    }

    private string WhyNoDriver() => (_machine.Driver.Version is not null, _machine.Hardware) switch
    {
        (true, { HasDeviceFile: false }) =>
            "The driver's library is here, but not its kernel module. In a container, start it with GPUs, as in docker run "
            + "--gpus all; on the machine itself, install or load the module.",
        (true, _) => "The driver does not start: restart the machine if it was just installed, and see nvidia-smi.",
        (false, { HasDeviceFile: true }) =>
            "The driver's kernel module is here, but not its library. In a container, start it with NVIDIA's container "
            + "toolkit; or set MOE_CUDA_DRIVER to the library.",
        (false, { OnPci: > 0 }) =>
            $"This machine has {Count(_machine.Hardware.OnPci, "NVIDIA GPU")} on its PCI bus: install NVIDIA's driver, 470 or "
            + "newer.",
        _ => "No NVIDIA GPU is to be seen. Where there is one, install NVIDIA's driver, 470 or newer, or set "
            + "MOE_CUDA_DRIVER to its library.",
    };

    private IEnumerable<Finding> Gpus()
    {
        if (_machine.Gpus.Count > 0)
            return _machine.Gpus.Select(Gpu);
        return IsDriverReady
            ?
            [
                new Finding(
                    FindingState.Missing, "GPU", "none", "",
                    "The driver shows this process no GPU. See CUDA_VISIBLE_DEVICES, and what nvidia-smi lists."),
            ]
            : [new Finding(FindingState.Missing, "GPU", "none that a driver shows")];
    }

    private Finding Gpu(FoundGpu gpu)
    {
        string subject = string.Create(CultureInfo.InvariantCulture, $"GPU {gpu.Ordinal}");
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{gpu.Name}, {gpu.Architecture}, {gpu.MemoryBytes / (double)(1 << 30):F0} GiB, {gpu.Multiprocessors} SMs")
            + (gpu.NvLinks > 0 ? $", {Count(gpu.NvLinks.Value, "NVLink")}" : "");
        string? problem = GpuArchitecture.Number(gpu.Architecture) < GpuArchitecture.Oldest
            ? $"Moe compiles for sm_{GpuArchitecture.Oldest} and newer. Leave this GPU out with CUDA_VISIBLE_DEVICES."
            : _machine.NvrtcArchitectures.Count == 0 || _machine.NvrtcArchitectures.Contains(gpu.Architecture)
                ? null
                : $"NVRTC {_machine.Nvrtc.Version} does not compile for {gpu.Architecture}. Install a version of CUDA that does.";
        return new Finding(
            problem is null ? FindingState.Ok : FindingState.Missing, subject, found, $"PCI {gpu.BusId}", problem);
    }

    private IEnumerable<Finding> Links()
    {
        if (_machine.Links.Count == 0)
            yield break;
        int apart = _machine.Links.Count(link => !link.IsPeer);
        yield return apart == 0
            ? new Finding(
                FindingState.Ok, "GPU links", _machine.Links.All(link => link.Path == LinkPath.NvLink)
                    ? "NVLink between all"
                    : "peer access between all")
            : new Finding(
                FindingState.Warning, "GPU links",
                $"no peer access between {Number(apart)} of {Count(_machine.Links.Count, "pair")}", "",
                "Rows between these GPUs go through the host's memory, which is several times slower. Peer access may be "
                + "turned off by an IOMMU, by PCIe access control (ACS), or by a virtual machine; see nvidia-smi topo -p2p r.");
    }

    private Finding Nvrtc()
    {
        var (version, file, problem) = _machine.Nvrtc;
        return problem is null
            ? new Finding(
                FindingState.Ok, "NVRTC",
                $"{version}, for {_machine.NvrtcArchitectures[0]} to {_machine.NvrtcArchitectures[^1]}", file ?? "")
            : new Finding(FindingState.Missing, "NVRTC", "none", "", problem);
    }

    private Finding Nccl()
    {
        var (version, file, problem) = _machine.Nccl;
        if (problem is null)
            return new Finding(FindingState.Ok, "NCCL", version!, file ?? "");
        return _machine.Gpus.Count > 1
            ? new Finding(FindingState.Missing, "NCCL", "none", "", problem)
            : new Finding(FindingState.Unneeded, "NCCL", "none; ranks on several GPUs need it");
    }

    private Finding Cache()
    {
        var (folder, kernels, bytes, problem) = _machine.Cache;
        return problem is null
            ? new Finding(
                FindingState.Ok, "Kernel cache",
                kernels == 0
                    ? "empty"
                    : string.Create(CultureInfo.InvariantCulture, $"{Count(kernels, "kernel")}, {bytes / 1e6:F1} MB"),
                folder)
            : new Finding(
                FindingState.Warning, "Kernel cache", "cannot be written", folder,
                $"Each process compiles its kernels anew. Set MOE_CACHE_DIR to a folder that can be written. {problem}");
    }

    private static string Count(int count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
