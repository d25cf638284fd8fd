using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

/// <summary>Threads that meet in parts of warps and through memory do as on the CPU device.</summary>
[TestClass]
public sealed class MeetingTests
{
    [TestMethod]
    public void Parts_of_warps()
    {
        using var cpu = new CpuDevice();
        using var gpu = new CudaDevice(0);
        CollectionAssert.AreEqual(Run(cpu), Run(gpu));

        static long[] Run(Device device)
        {
            using var stream = device.CreateStream();
            using var values = device.CopyOf<int>([.. Enumerable.Range(0, 256).Select(i => (i * 71 % 199) - 99)]);
            using var results = device.AllocateRows<long>(256, 12);
            stream.Launch(Meetings.Kernels.InParts(values, results), new LaunchGrid(2, 128));
            return results.ToArray();
        }
    }

    [TestMethod]
    public void Values_released_by_another_block()
    {
        using var cpu = new CpuDevice();
        using var gpu = new CudaDevice(0);
        CollectionAssert.AreEqual(Run(cpu), Run(gpu));

        static long[] Run(Device device)
        {
            using var stream = device.CreateStream();
            using var data = device.CopyOf<int>(new int[96]);
            using var flags = device.CopyOf<uint>(new uint[2]);
            using var seen = device.CopyOf<long>(new long[8]);
            stream.Launch(Meetings.Kernels.ThroughMemory(data, flags, seen), new LaunchGrid(8, 96));
            return [.. seen.ToArray(), .. flags.ToArray().Select(f => (long)f)];
        }
    }
}
