using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

[TestClass]
public sealed class MemoryTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(255)]
    [DataRow(3_000_001)]
    public void Arrays_copy_there_and_back(int length)
    {
        using var device = new CudaDevice(0);
        int[] values = [.. Enumerable.Range(7, length)];
        using var array = device.CopyOf<int>(values);
        CollectionAssert.AreEqual(values, array.ToArray());
        Array.Reverse(values);
        array.CopyFrom(values);
        var back = new int[length];
        array.CopyTo(back);
        CollectionAssert.AreEqual(values, back);
        Assert.AreEqual(0, array.Pointer % 256);
    }

    [TestMethod]
    public void Rows_and_slices_are_the_same_memory()
    {
        using var device = new CudaDevice(0);
        using var rows = device.CopyOfRows<short>([0, 1, 10, 11, 20, 21], width: 2);
        using var last = rows.Slice(2, 1);
        last.CopyFrom([30, 31]);
        using var wrapped = DeviceArray<short>.Wrap(device, last.Pointer, 2);
        CollectionAssert.AreEqual(new short[] { 30, 31 }, wrapped.ToArray());
        CollectionAssert.AreEqual(new short[] { 0, 1, 10, 11, 30, 31 }, rows.ToArray());
    }

    [TestMethod]
    public void Freed_memory_is_there_again()
    {
        using var device = new CudaDevice(0);
        long half = device.MemoryBytes / 2;
        for (int i = 0; i < 4; i++)
        {
            using var array = device.Allocate<byte>(half / 2);
            using var other = device.Allocate<byte>(half / 2);
        }
    }

    [TestMethod]
    public void Too_much_memory_is_refused_and_the_device_works_on()
    {
        using var device = new CudaDevice(0);
        var error = Assert.ThrowsExactly<InsufficientMemoryException>(
            () => device.Allocate<byte>(device.MemoryBytes * 2));
        StringAssert.Contains(error.Message, $"{device.MemoryBytes * 2} bytes");
        Assert.AreEqual("CUDA_ERROR_OUT_OF_MEMORY", ((CudaException)error.InnerException!).Name);
        using var array = device.CopyOf<int>([5]);
        Assert.AreEqual(5, array.ToArray()[0]);
    }

    [TestMethod]
    public void Copies_and_frees_wait_for_streams()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var gate = new Gate(device);
        using var array = device.CopyOf<int>([0]);
        using var after = device.CreateEvent();
        Hold(array);
        Assert.AreEqual(1, array.ToArray()[0]);

        var passing = device.CopyOf<int>([0]);
        Hold(passing);
        passing.Dispose();
        Assert.IsTrue(after.IsDone);

        void Hold(DeviceArray<int> counted)
        {
            gate.Close();
            gate.Hold(stream);
            stream.Launch(Probes.Kernels.Increment(counted), new LaunchGrid(1, 1));
            stream.Record(after);
            ThreadPool.QueueUserWorkItem(_ => gate.Open());
        }
    }
}
