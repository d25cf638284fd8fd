using static Moe.Cli.Tests.Doctor.Machines;

namespace Moe.Cli.Tests.Doctor;

[TestClass]
public sealed class DoctorTests
{
    [TestMethod]
    public void A_whole_machine_in_full()
    {
        var result = Tool.Show(console => DoctorCommand.Show(console, Whole(2) with { Variables = ["NCCL_DEBUG=INFO"] }));

        Assert.AreEqual(0, result.ExitCode);
        string[] expected =
        [
            "                       Found                                                   Where",
            "  CPU device     ok    always there                                            .NET 10, linux-x64, 64 cores",
            "  CUDA driver    ok    580.95, CUDA 13.0                                       /usr/lib/libcuda.so.580.95",
            "  GPU 0          ok    NVIDIA H200, sm_90, 141 GiB, 132 SMs, 18 NVLinks        PCI 0000:00:00.0",
            "  GPU 1          ok    NVIDIA H200, sm_90, 141 GiB, 132 SMs, 18 NVLinks        PCI 0000:01:00.0",
            "  GPU links      ok    NVLink between all",
            "  NVRTC          ok    13.0, for sm_75 to sm_100                               /usr/local/cuda/lib64/libnvrtc.so.13",
            "  NCCL           ok    2.28.9                                                  /usr/lib/libnccl.so.2",
            "  Kernel cache   ok    214 kernels, 3.1 MB                                     /home/me/.cache/moe",
            "  Links   GPU 0    GPU 1",
            "  GPU 0   -        NVLink",
            "  GPU 1   NVLink   -",
            "The environment says:",
            "  NCCL_DEBUG=INFO",
            "Ready: CPU ranks, and a rank on each of 2 GPUs.",
        ];
        CollectionAssert.AreEqual(Squeezed(expected), Squeezed(Lines(result.Output)));
    }

    [TestMethod]
    public void A_bare_machine_fails_and_says_what_to_do()
    {
        var result = Tool.Show(console => DoctorCommand.Show(console, Bare()));

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.Contains(result.Output, "CUDA driver\nNo NVIDIA GPU is to be seen.");
        StringAssert.Contains(result.Output, "NVRTC\nTried:\n  libnvrtc.so.13: no such file");
    }

    [TestMethod]
    public void This_machine_is_told_of_with_the_status_that_the_verdict_has()
    {
        var result = Tool.Run("doctor");

        StringAssert.Contains(result.Output, "CPU device");
        Assert.AreEqual(result.Output.Contains("Ready: ", StringComparison.Ordinal) ? 0 : 1, result.ExitCode, result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public void Libraries_that_the_environment_names_in_vain_are_said_to_have_been_tried()
    {
        using var driver = new Variable("MOE_CUDA_DRIVER", "no-such-driver");
        using var nvrtc = new Variable("MOE_NVRTC", "no-such-nvrtc");

        var result = Tool.Run("doctor");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.Contains(result.Output, "  no-such-driver: ");
        StringAssert.Contains(result.Output, "  no-such-nvrtc: no such file or folder.");
        StringAssert.Contains(result.Output, "The environment says:");
        StringAssert.Contains(result.Output, "  MOE_NVRTC=no-such-nvrtc");
    }

    [TestMethod]
    public void The_cache_is_counted_where_the_environment_says_and_left_as_it_was()
    {
        using var folder = new Folder();
        File.WriteAllBytes(Path.Combine(folder.Path, "a.cubin"), new byte[1_500_000]);
        File.WriteAllBytes(Path.Combine(folder.Path, "other"), new byte[10]);
        using var variable = new Variable("MOE_CACHE_DIR", folder.Path);

        StringAssert.Contains(Tool.Run("doctor").Output, "1 kernel, 1.5 MB");
        Assert.HasCount(2, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void A_folder_for_the_cache_that_is_not_there_yet_is_not_made()
    {
        using var folder = new Folder();
        string cache = Path.Combine(folder.Path, "not", "yet");
        using var variable = new Variable("MOE_CACHE_DIR", cache);

        StringAssert.Contains(Tool.Run("doctor").Output, cache);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static string[] Lines(string text)
        => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '─').ToArray();

    // How wide a column is depends on what is in it; that is the table's business.
    private static string[] Squeezed(string[] lines)
        => Array.ConvertAll(lines, line => System.Text.RegularExpressions.Regex.Replace(line.Trim(), " {2,}", "  "));
}
