using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

[TestClass]
public sealed class DeviceTests
{
    [TestMethod]
    public void Devices_say_what_they_are()
    {
        var seen = new HashSet<Guid>();
        for (int ordinal = 0; ordinal < CudaDevice.Count; ordinal++)
        {
            using var device = new CudaDevice(ordinal);
            Assert.AreEqual(ordinal, device.Ordinal);
            StringAssert.StartsWith(device.Name, $"GPU {ordinal}, ");
            StringAssert.Matches(device.Architecture, new(@"^sm_\d{2,3}$"));
            Assert.IsTrue(device.MemoryBytes > 1L << 30);
            Assert.IsTrue(device.Multiprocessors > 0);
            Assert.IsTrue(seen.Add(device.Uuid), "Two GPUs have one identity.");
        }
    }

    [TestMethod]
    public void A_GPU_that_is_not_there_is_refused()
    {
        Assert.IsNull(CudaDevice.WhyNone);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CudaDevice(-1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CudaDevice(CudaDevice.Count));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RankGroup.Gpus(CudaDevice.Count + 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RankGroup.Gpus(0));
    }

    [TestMethod]
    public void A_group_has_a_GPU_a_rank()
    {
        using var group = RankGroup.Gpus();
        var ordinals = group.Run(rank => ((CudaDevice)rank.Device).Ordinal);
        CollectionAssert.AreEqual(Enumerable.Range(0, CudaDevice.Count).ToArray(), ordinals);
    }

    [TestMethod]
    public void Several_devices_of_a_GPU_end_one_by_one()
    {
        using var one = new CudaDevice(0);
        var other = new CudaDevice(0);
        using var array = one.CopyOf<int>([1, 2, 3]);
        other.Dispose();
        other.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => other.Allocate<int>(1));
        Assert.ThrowsExactly<ObjectDisposedException>(other.CreateStream);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, array.ToArray());
    }
}
