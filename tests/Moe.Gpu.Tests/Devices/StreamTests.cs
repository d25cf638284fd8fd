using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

[TestClass]
public sealed unsafe class StreamTests
{
    [TestMethod]
    public void Copies_and_fills_come_in_order()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var one = device.Allocate<int>(1000);
        using var other = device.Allocate<int>(1000);
        nint pinned = device.AllocateHostBytes(4000);
        try
        {
            var host = new Span<int>((void*)pinned, 1000);
            for (int i = 0; i < host.Length; i++)
                host[i] = i;
            stream.CopyFromHost(pinned, one.Pointer, 4000);
            stream.Fill((DeviceSpan<int>)other, 0xff);
            stream.Copy(one.Pointer, other.Pointer, 3996);
            stream.CopyToHost(other.Pointer, pinned, 4000);
            stream.Synchronize();
            for (int i = 0; i < host.Length - 1; i++)
                Assert.AreEqual(i, host[i]);
            Assert.AreEqual(-1, host[999]);
        }
        finally
        {
            device.FreeHostBytes(pinned);
        }
    }

    [TestMethod]
    public void Nothing_can_be_copied_and_filled()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        stream.Copy(0, 0, 0);
        stream.CopyFromHost(0, 0, 0);
        stream.CopyToHost(0, 0, 0);
        stream.Fill(0, 1, 0);
        stream.Synchronize();
    }

    [TestMethod]
    public void A_stream_that_someone_else_made_is_ordered_with_and_left_alone()
    {
        using var device = new CudaDevice(0);
        using var theirs = device.CreateStream();
        using var own = device.CreateStream();
        using var gate = new Gate(device);
        using var source = device.CopyOf<int>([7]);
        using var target = device.CopyOf<int>([0]);
        using (var wrapped = device.WrapStream(((CudaStream)theirs).Use()))
        {
            gate.Hold(theirs);
            wrapped.Copy(source.Pointer, target.Pointer, 4);
            own.WaitFor(wrapped);
        }

        using var end = device.CreateEvent();
        own.Record(end);
        Assert.IsFalse(end.IsDone, "It waits for what stands before the wrapped stream's copy.");
        gate.Open();
        own.Synchronize();
        Assert.AreEqual(7, target.ToArray()[0]);
        theirs.Copy(source.Pointer, target.Pointer, 4);
        theirs.Synchronize();
    }

    [TestMethod]
    public void A_copy_from_another_stream_waits_for_it_and_is_waited_for()
    {
        for (int receiver = 0; receiver < Math.Min(CudaDevice.Count, 2); receiver++)
        {
            using var there = new CudaDevice(0);
            using var here = new CudaDevice(receiver);
            using var sender = there.CreateStream();
            using var stream = here.CreateStream();
            using var senderGate = new Gate(there);
            using var gate = new Gate(here);
            using var sent = there.CopyOf<int>([1]);
            using var received = here.CopyOf<int>([0]);
            senderGate.Hold(sender);
            sender.Launch(Probes.Kernels.Increment(sent), new LaunchGrid(1, 1));
            gate.Hold(stream);
            stream.CopyFrom(sender, sent.Pointer, received.Pointer, sizeof(int));
            sender.Fill((DeviceSpan<int>)sent, 0);
            using var overwritten = there.CreateEvent();
            sender.Record(overwritten);

            senderGate.Open();
            Assert.IsFalse(overwritten.IsDone);
            gate.Open();
            stream.Synchronize();
            CollectionAssert.AreEqual(new[] { 2 }, received.ToArray(), $"to GPU {receiver}");
            CollectionAssert.AreEqual(new[] { 0 }, sent.ToArray(), $"to GPU {receiver}");
        }
    }

    [TestMethod]
    public void A_stream_ends_once()
    {
        using var device = new CudaDevice(0);
        using var values = device.CopyOf<int>([0]);
        var stream = device.CreateStream();
        stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(1, 1));
        stream.Dispose();
        stream.Dispose();
        Assert.AreEqual(1, values.ToArray()[0]);
        Assert.ThrowsExactly<ObjectDisposedException>(stream.Synchronize);
        Assert.ThrowsExactly<ObjectDisposedException>(
            () => stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(1, 1)));
    }
}
