using System.Text.RegularExpressions;
using Moe.Dsl;
using Moe.Kernels;

namespace Moe.Runtime.Tests;

/// <summary>
/// Each wrong kernel is found, on its line, by what the table says and not by less. Each that looks wrong and is not
/// passes, and leaves what a plain loop does.
/// </summary>
[TestClass]
public sealed partial class WrongKernelTests
{
    [TestMethod]
    [DynamicData(nameof(Wrong))]
    public void A_wrong_kernel_is_found_on_its_line(WrongKernel kernel)
    {
        if (kernel.Error is not { } expected)
        {
            Assert.IsNull(Find(kernel, checkMemory: true), "The table says that nothing finds it.");
            return;
        }

        if (kernel.Finder == Finder.CpuDeviceWithMemory)
            Assert.IsNull(Find(kernel, checkMemory: false), "The table says that device memory has to be checked.");
        var error = Find(kernel, kernel.Finder == Finder.CpuDeviceWithMemory);

        Assert.IsNotNull(error, "Nothing was found.");
        Assert.AreEqual(expected, error.Kind, error.Message);
        Assert.EndsWith("." + kernel.Name, error.Kernel);
        Assert.AreEqual(kernel.File, error.File);
        Assert.AreEqual(MarkedLine(kernel), error.Line, error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Right))]
    public void A_kernel_that_only_looks_wrong_passes(KernelCase kernel)
    {
        CollectionAssert.AreEqual(RightKernels.Expected(kernel.Name), Run(kernel, checkMemory: false));
        CollectionAssert.AreEqual(RightKernels.Expected(kernel.Name), Run(kernel, checkMemory: true));
    }

    [TestMethod]
    public void A_race_names_both_threads_and_both_lines()
    {
        var kernel = WrongKernels.All.Single(k => k.Name == "ShiftedInPlace");

        var error = Find(kernel, checkMemory: true)!;

        // Thread 1 of the first block overwrites what thread 0 has read on the same line.
        int line = MarkedLine(kernel);
        Assert.AreEqual((new GridSize(0, 0, 0), new GridSize(1, 0, 0)), (error.Block, error.Thread));
        Assert.AreEqual(
            $"A race: the thread writes what thread (0, 0, 0) has read at {kernel.File}:{line}, and nothing orders the two.",
            error.Problem);
    }

    [TestMethod]
    public void A_race_between_blocks_names_the_other_block()
    {
        var kernel = WrongKernels.All.Single(k => k.Name == "BlocksSumWithoutAtomics");

        var error = Find(kernel, checkMemory: true)!;

        Assert.AreEqual((new GridSize(1, 0, 0), new GridSize(0, 0, 0)), (error.Block, error.Thread));
        StringAssert.Contains(error.Problem, "thread (0, 0, 0) of block (0, 0, 0) has written");
    }

    [TestMethod]
    public void There_are_thirty_wrong_kernels_and_each_has_its_own_name()
    {
        Assert.IsGreaterThanOrEqualTo(30, WrongKernels.All.Count(k => k.Error is not null));
        Assert.HasCount(WrongKernels.All.Count, WrongKernels.All.Select(k => k.Name).Distinct());
    }

    [TestMethod]
    public void The_page_lists_every_wrong_kernel_and_what_finds_it()
    {
        string folder = Path.GetDirectoryName(WrongKernels.All[0].File)!;
        string[] rows = File.ReadAllLines(Path.Combine(folder, "../../../docs/cpu-device.md"));
        foreach (var kernel in WrongKernels.All)
        {
            string finder = kernel.Finder switch
            {
                Finder.CpuDevice => $"| CPU device: {kernel.Error} |",
                Finder.CpuDeviceWithMemory => $"| CPU device with `checkMemory`: {kernel.Error} |",
                _ => "| nothing |",
            };
            string? row = rows.SingleOrDefault(r => r.StartsWith($"| {kernel.Name} |", StringComparison.Ordinal));
            Assert.IsNotNull(row, kernel.Name);
            Assert.Contains(finder, row);
        }
    }

    public static IEnumerable<object[]> Wrong => WrongKernels.All.Select(k => new object[] { k });

    public static IEnumerable<object[]> Right => RightKernels.All.Select(k => new object[] { k });

    private static KernelException? Find(WrongKernel kernel, bool checkMemory)
    {
        try
        {
            Run(kernel, checkMemory);
            return null;
        }
        catch (KernelException error)
        {
            return error;
        }
    }

    private static int[] Run(KernelCase kernel, bool checkMemory)
    {
        using var device = new CpuDevice(checkMemory);
        using var stream = device.CreateStream();
        using var x = device.CopyOf<int>(KernelCase.Input);
        using var y = device.CopyOf<int>(new int[KernelCase.Length]);
        kernel.Run(stream, x, y);
        return y.ToArray();
    }

    /// <summary>The line that the kernel's own source marks.</summary>
    private static int MarkedLine(WrongKernel kernel)
    {
        string[] lines = File.ReadAllLines(kernel.File);
        int start = Array.FindIndex(lines, l => Declaration().Match(l).Groups["name"].Value == kernel.Name);
        return Array.FindIndex(lines, start, l => l.EndsWith("// wrong", StringComparison.Ordinal)) + 1;
    }

    [GeneratedRegex(@"public static void (?<name>\w+)\(")]
    private static partial Regex Declaration();
}
