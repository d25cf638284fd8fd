using System.Diagnostics;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

/// <summary>A kernel that fails ends the GPU for its process, so that one of its own runs it.</summary>
[TestClass]
public sealed class FaultTests
{
    private const string Victim = "MOE_GPU_TESTS_VICTIM";

    [TestMethod]
    public void A_kernels_fault_is_told_by_every_later_call_and_by_no_disposal()
    {
        // The program is either started by its own name, or given to dotnet.
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(
            program,
            [
                .. isHost ? [typeof(FaultTests).Assembly.Location] : Array.Empty<string>(),
                "--filter", $"FullyQualifiedName~{nameof(FaultTests)}.{nameof(In_a_process_of_its_own)}",
            ])
        {
            RedirectStandardOutput = true,
            Environment = { [Victim] = "1" },
        };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output);
    }

    [TestMethod]
    public void In_a_process_of_its_own()
    {
        // Among the others there is nothing to be seen here.
        if (Environment.GetEnvironmentVariable(Victim) is null)
            return;
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var values = device.CopyOf<int>([0]);
        using var mark = device.CreateEvent();
        using var nowhere = DeviceArray<int>.Wrap(device, 256, 1);
        stream.Launch(Probes.Kernels.Stray(nowhere), new LaunchGrid(1, 1));

        var first = Assert.ThrowsExactly<CudaException>(stream.Synchronize);
        Assert.AreEqual("CUDA_ERROR_ILLEGAL_ADDRESS", first.Name);
        Assert.IsTrue(first.IsLasting);
        StringAssert.Contains(first.Message, "waiting for a stream on GPU 0");
        Assert.AreEqual(
            first.Result,
            Assert.ThrowsExactly<CudaException>(
                () => stream.Launch(Probes.Kernels.Nothing(), new LaunchGrid(1, 1))).Result);
        Assert.AreEqual(first.Result, Assert.ThrowsExactly<CudaException>(() => values.ToArray()).Result);
        Assert.AreEqual(first.Result, Assert.ThrowsExactly<CudaException>(() => device.Allocate<int>(1)).Result);
    }
}
