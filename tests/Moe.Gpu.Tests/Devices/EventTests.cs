using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

[TestClass]
public sealed class EventTests
{
    [TestMethod]
    public void An_event_waits_for_what_is_before_it_alone()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var gate = new Gate(device);
        using var before = device.CreateEvent();
        using var after = device.CreateEvent();
        Assert.IsTrue(before.IsDone);
        stream.Record(before);
        gate.Hold(stream);
        stream.Record(after);

        before.Wait();
        Assert.IsTrue(before.IsDone);
        Assert.IsFalse(after.IsDone);
        gate.Open();
        after.Wait();
        Assert.IsTrue(after.IsDone);
    }

    [TestMethod]
    public void Timed_events_tell_the_time_between_them()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var values = device.CopyOf<int>([0]);
        using var start = device.CreateEvent(isTimed: true);
        using var end = device.CreateEvent(isTimed: true);
        Assert.ThrowsExactly<InvalidOperationException>(() => end.Since(start));
        stream.Record(start);
        stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(1, 1));
        stream.Record(end);
        end.Wait();
        Assert.IsTrue(end.Since(start) > TimeSpan.Zero);

        using var untimed = device.CreateEvent();
        stream.Record(untimed);
        Assert.ThrowsExactly<InvalidOperationException>(() => untimed.Since(start));
    }

    [TestMethod]
    public void Events_belong_to_their_device_until_disposed()
    {
        using var device = new CudaDevice(0);
        using var cpu = new CpuDevice();
        using var stream = device.CreateStream();
        using var foreign = cpu.CreateEvent();
        Assert.ThrowsExactly<ArgumentException>(() => stream.Record(foreign));
        var ended = device.CreateEvent();
        ended.Dispose();
        ended.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(ended.Wait);
        Assert.ThrowsExactly<ObjectDisposedException>(() => stream.Record(ended));
    }
}
