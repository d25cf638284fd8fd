using static Moe.Cli.Tests.Doctor.Machines;

namespace Moe.Cli.Tests.Doctor;

[TestClass]
public sealed class DiagnosisTests
{
    [TestMethod]
    [DataRow(1, "Ready: CPU ranks, and a rank on the GPU.")]
    [DataRow(8, "Ready: CPU ranks, and a rank on each of 8 GPUs.")]
    public void A_whole_machine_is_ready_and_gets_no_advice(int gpus, string verdict)
    {
        var diagnosis = new Diagnosis(Whole(gpus));

        Assert.IsTrue(diagnosis.IsReadyForGpus);
        Assert.AreEqual(verdict, diagnosis.Verdict);
        Assert.IsEmpty(diagnosis.Findings.Where(finding => finding.Advice is not null));
        Assert.HasCount(gpus, diagnosis.Findings.Where(finding => finding.Subject.StartsWith("GPU ", StringComparison.Ordinal)
            && finding.Found.StartsWith("NVIDIA H200, sm_90, 141 GiB, 132 SMs, 18 NVLinks", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_bare_machine_runs_CPU_ranks_and_is_told_what_is_missing()
    {
        var diagnosis = new Diagnosis(Bare());

        Assert.IsFalse(diagnosis.IsReadyForGpus);
        Assert.AreEqual("CPU ranks run here. GPU ranks need what is missing above.", diagnosis.Verdict);
        Assert.AreEqual(FindingState.Ok, Of(diagnosis, "CPU device").State);
        Advises(diagnosis, "CUDA driver", "install NVIDIA's driver");
        Advises(diagnosis, "CUDA driver", "libcuda.so.1: no such file");
        Advises(diagnosis, "NVRTC", "libnvrtc.so.13: no such file");
        Assert.AreEqual(FindingState.Unneeded, Of(diagnosis, "NCCL").State, "One GPU, or none, needs no NCCL.");
    }

    [TestMethod]
    [DataRow(false, 2, false, "This machine has 2 NVIDIA GPUs on its PCI bus: install NVIDIA's driver")]
    [DataRow(false, 1, true, "container toolkit")]
    [DataRow(true, 1, false, "--gpus all")]
    [DataRow(true, 1, true, "nvidia-smi")]
    public void What_to_do_about_the_driver_depends_on_what_is_there(
        bool hasLibrary, int onPci, bool hasDeviceFile, string advice)
    {
        var machine = Bare() with
        {
            Hardware = new NvidiaHardware(onPci, hasDeviceFile),
            Driver = hasLibrary ? new FoundLibrary("CUDA 12.4", "libcuda.so.1", "CUDA_ERROR_NO_DEVICE") : Lost("libcuda.so.1"),
        };

        var diagnosis = new Diagnosis(machine);

        Assert.AreEqual(FindingState.Missing, Of(diagnosis, "CUDA driver").State);
        Advises(diagnosis, "CUDA driver", advice);
    }

    [TestMethod]
    public void A_driver_without_GPUs_points_at_what_hides_them()
    {
        var diagnosis = new Diagnosis(Whole(gpus: 0));

        Assert.IsFalse(diagnosis.IsReadyForGpus);
        Advises(diagnosis, "GPU", "CUDA_VISIBLE_DEVICES");
    }

    [TestMethod]
    [DataRow("sm_75", "sm_80 and newer")]
    [DataRow("sm_120", "NVRTC 13.0 does not compile for sm_120.")]
    public void A_GPU_that_nothing_compiles_for(string architecture, string advice)
    {
        var diagnosis = new Diagnosis(Whole(2) with { Gpus = [Gpu(0), Gpu(1) with { Architecture = architecture }] });

        Assert.IsFalse(diagnosis.IsReadyForGpus);
        Assert.IsNull(Of(diagnosis, "GPU 0").Advice);
        Advises(diagnosis, "GPU 1", advice);
    }

    [TestMethod]
    public void Several_GPUs_need_NCCL_and_one_does_not()
    {
        var lost = Lost("libnccl.so.2");

        Assert.IsTrue(new Diagnosis(Whole(1) with { Nccl = lost }).IsReadyForGpus);
        Assert.IsFalse(new Diagnosis(Whole(2) with { Nccl = lost }).IsReadyForGpus);
        Advises(new Diagnosis(Whole(2) with { Nccl = lost }), "NCCL", "libnccl.so.2");
    }

    [TestMethod]
    public void GPUs_without_peer_access_are_slow_and_ready()
    {
        var machine = Whole(3);
        var diagnosis = new Diagnosis(
            machine with { Links = [machine.Links[0], machine.Links[1], new GpuLink(1, 2, LinkPath.System, IsPeer: false)] });

        Assert.IsTrue(diagnosis.IsReadyForGpus);
        Assert.AreEqual(FindingState.Warning, Of(diagnosis, "GPU links").State);
        Assert.AreEqual("no peer access between 1 of 3 pairs", Of(diagnosis, "GPU links").Found);
    }

    [TestMethod]
    public void A_cache_that_cannot_be_written_costs_time_only()
    {
        var diagnosis = new Diagnosis(Whole() with { Cache = new FoundCache("/none", 0, 0, "Read-only file system.") });

        Assert.IsTrue(diagnosis.IsReadyForGpus);
        Advises(diagnosis, "Kernel cache", "MOE_CACHE_DIR");
        Advises(diagnosis, "Kernel cache", "Read-only file system.");
    }

    private static Finding Of(Diagnosis diagnosis, string subject)
        => diagnosis.Findings.Single(finding => finding.Subject == subject);

    private static void Advises(Diagnosis diagnosis, string subject, string advice)
        => StringAssert.Contains(Of(diagnosis, subject).Advice, advice);
}
