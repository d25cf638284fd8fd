using Moe.Cli;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Diagnostics;

[TestClass]
public sealed class DoctorTests(TestContext context)
{
    [TestMethod]
    public void The_doctor_finds_every_GPU_and_what_drives_it()
    {
        var machine = Survey.Take();

        foreach (var finding in new Diagnosis(machine).Findings)
            context.WriteLine($"{finding.State} {finding.Subject}: {finding.Found} {finding.Where}");
        Assert.IsNull(machine.Driver.Problem);
        StringAssert.Matches(machine.Driver.Version, new(@"CUDA \d+\.\d+$"));
        Assert.IsTrue(File.Exists(machine.Driver.File), machine.Driver.File);
        Assert.IsTrue(File.Exists(machine.Nvrtc.File), machine.Nvrtc.File);
        Assert.HasCount(CudaDevice.Count, machine.Gpus);
        Assert.HasCount(CudaDevice.Count * (CudaDevice.Count - 1) / 2, machine.Links);
        Assert.IsTrue(new Diagnosis(machine).IsReadyForGpus);
        foreach (var gpu in machine.Gpus)
        {
            using var device = new CudaDevice(gpu.Ordinal);
            Assert.AreEqual(device.Name, $"GPU {gpu.Ordinal}, {gpu.Name}");
            Assert.AreEqual(device.Architecture, gpu.Architecture);
            Assert.AreEqual(device.MemoryBytes, gpu.MemoryBytes);
            Assert.AreEqual(device.Multiprocessors, gpu.Multiprocessors);
            StringAssert.Matches(gpu.BusId, new(@"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9]$"));
        }
    }
}
