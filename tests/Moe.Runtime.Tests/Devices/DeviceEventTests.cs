namespace Moe.Runtime.Tests;

[TestClass]
public sealed class DeviceEventTests
{
    [TestMethod]
    public void On_the_CPU_all_is_done_and_takes_its_time()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var start = device.CreateEvent(isTimed: true);
        using var end = device.CreateEvent(isTimed: true);
        Assert.IsTrue(start.IsDone);
        Assert.ThrowsExactly<InvalidOperationException>(() => end.Since(start));
        stream.Record(start);
        stream.Record(end);
        end.Wait();
        Assert.IsTrue(end.Since(start) >= TimeSpan.Zero);
        Assert.AreEqual(end.Since(start), -start.Since(end));
    }

    [TestMethod]
    public void Events_belong_to_their_device_until_disposed()
    {
        using var device = new CpuDevice();
        using var other = new CpuDevice();
        using var stream = device.CreateStream();
        using var foreign = other.CreateEvent();
        Assert.ThrowsExactly<ArgumentException>(() => stream.Record(foreign));
        var ended = device.CreateEvent();
        ended.Dispose();
        ended.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(ended.Wait);
        Assert.ThrowsExactly<ObjectDisposedException>(() => stream.Record(ended));
        Assert.ThrowsExactly<ObjectDisposedException>(() => ended.IsDone);
    }

    [TestMethod]
    public void A_pool_lends_events_again()
    {
        using var device = new CpuDevice();
        var pool = new DeviceEventPool(device);
        var one = pool.Rent();
        var other = pool.Rent();
        Assert.AreNotSame(one, other);
        pool.Return(one);
        Assert.AreSame(one, pool.Rent());

        pool.Dispose();
        pool.Dispose();
        pool.Return(one);
        Assert.ThrowsExactly<ObjectDisposedException>(one.Wait);
        Assert.ThrowsExactly<ObjectDisposedException>(pool.Rent);
    }
}
