using System.Runtime.InteropServices;
using Moe.Dsl;

namespace Moe.Runtime.Tests;

[TestClass]
public sealed unsafe class DeviceMemoryTests
{
    [TestMethod]
    public void Arrays_copy_there_and_back()
    {
        using var device = new CpuDevice();
        using var array = device.CopyOf<int>([1, 2, 3, 4, 5]);

        Assert.AreEqual(5, array.Length);
        Assert.AreSame(device, array.Device);
        Assert.AreEqual(0, array.Pointer % 256);
        array.CopyFrom([5, 4, 3, 2, 1]);
        var back = new int[5];
        array.CopyTo(back);
        CollectionAssert.AreEqual(new[] { 5, 4, 3, 2, 1 }, back);
        Assert.ThrowsExactly<ArgumentException>(() => array.CopyFrom([1]));
        Assert.ThrowsExactly<ArgumentException>(() => array.CopyTo(new int[6]));
    }

    [TestMethod]
    public void Slices_are_the_same_memory()
    {
        using var device = new CpuDevice();
        using var array = device.CopyOf<int>([0, 1, 2, 3, 4]);
        using var rows = device.CopyOfRows<short>([0, 1, 10, 11, 20, 21], 2);

        using (var middle = array.Slice(1, 3))
            middle.CopyFrom([7, 8, 9]);
        using (var last = rows.Slice(1, 2).Slice(1, 1))
            last.CopyFrom([30, 31]);

        CollectionAssert.AreEqual(new[] { 0, 7, 8, 9, 4 }, array.ToArray());
        CollectionAssert.AreEqual(new short[] { 0, 1, 10, 11, 30, 31 }, rows.ToArray());
        CollectionAssert.AreEqual(Array.Empty<int>(), array.Slice(5, 0).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => array.Slice(2, 4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => array.Slice(-1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => rows.Slice(1, 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => rows.Slice(4, 0));
    }

    [TestMethod]
    public void Wrapped_memory_stays_its_owners()
    {
        using var device = new CpuDevice();
        float* memory = (float*)NativeMemory.Alloc(6, sizeof(float));
        try
        {
            using (var array = DeviceArray<float>.Wrap(device, (nint)memory, 6))
                array.CopyFrom([1, 2, 3, 4, 5, 6]);
            using (var rows = DeviceRows<float>.Wrap(device, (nint)memory, 2, 3))
                CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6 }, rows.ToArray());
            Assert.AreEqual(6f, memory[5]);
        }
        finally
        {
            NativeMemory.Free(memory);
        }

        Assert.ThrowsExactly<ArgumentException>(() => DeviceArray<float>.Wrap(device, 0, 6));
        Assert.ThrowsExactly<ArgumentException>(() => DeviceRows<float>.Wrap(device, 0, 6, 1));
        Assert.AreEqual(0, DeviceArray<float>.Wrap(device, 0, 0).Length);
    }

    [TestMethod]
    public void Rows_have_a_shape()
    {
        using var device = new CpuDevice();
        using var rows = device.CopyOfRows<int>([1, 2, 3, 4, 5, 6], 3);
        using var none = device.AllocateRows<int>(0, 7168);

        Assert.AreEqual((2L, 3), (rows.Count, rows.Width));
        DeviceRowsView<int> view = rows;
        Assert.AreEqual(6, view[1][2]);
        DeviceRowsSpan<int> empty = none;
        Assert.AreEqual((0L, 7168), (empty.Count, empty.Width));
        CollectionAssert.AreEqual(Array.Empty<int>(), none.ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => device.CopyOfRows<int>([1, 2, 3], 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => device.AllocateRows<int>(-1, 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => device.Allocate<int>(-1));
    }

    [TestMethod]
    public void What_is_disposed_says_so()
    {
        var device = new CpuDevice();
        var array = device.CopyOf<int>([1, 2, 3]);
        var slice = array.Slice(1, 2);
        var rows = device.CopyOfRows<int>([1, 2, 3], 3);
        array.Dispose();
        array.Dispose();
        rows.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => array.ToArray());
        Assert.ThrowsExactly<ObjectDisposedException>(() => array.CopyFrom([1, 2, 3]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => array.Slice(0, 1));
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = (DeviceSpan<int>)array);
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = (DeviceView<int>)slice);
        Assert.ThrowsExactly<ObjectDisposedException>(() => rows.ToArray());
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ = (DeviceRowsView<int>)rows);
        device.Dispose();
        device.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => device.Allocate<int>(1));
        Assert.ThrowsExactly<ObjectDisposedException>(device.CreateStream);
    }

    [TestMethod]
    public void More_elements_than_an_int_counts_are_no_span()
    {
        using var device = new CpuDevice();
        byte one = 0;

        // Nothing reads the memory, so there need not be any.
        var array = DeviceArray<byte>.Wrap(device, (nint)(&one), int.MaxValue + 1L);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ = (DeviceView<byte>)array);
        StringAssert.Contains(error.Message, "2147483648");
        Assert.ThrowsExactly<InvalidOperationException>(() => array.ToArray());
        Assert.AreEqual(int.MaxValue, ((DeviceSpan<byte>)array.Slice(1, int.MaxValue)).Length);
    }

    [TestMethod]
    public void Streams_copy_and_fill()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var one = device.CopyOf<int>([1, 2, 3, 4]);
        using var other = device.CopyOf<int>([5, 6, 7, 8]);
        nint host = device.AllocateHostBytes(8);

        stream.Copy(one.Pointer, other.Pointer + 4, 8);
        stream.Fill(one.Pointer + 4, 0xff, 8);
        stream.CopyToHost(other.Pointer, host, 8);
        stream.CopyFromHost(host, one.Pointer + 8, 8);
        stream.Synchronize();

        CollectionAssert.AreEqual(new[] { 5, 1, 2, 8 }, other.ToArray());
        CollectionAssert.AreEqual(new[] { 1, -1, 5, 1 }, one.ToArray());
        device.FreeHostBytes(host);
    }
}
