namespace Moe.Runtime.Tests;

[TestClass]
public sealed class DeviceMemoryPoolTests
{
    [TestMethod]
    public void A_block_is_large_enough_and_not_much_larger()
    {
        int before = -1;
        for (long bytes = 1; bytes < 1L << 40; bytes += Math.Max(1, bytes / 37))
        {
            int sizeClass = DeviceMemoryPool.SizeClassOf(bytes);
            long block = DeviceMemoryPool.BytesOf(sizeClass);

            Assert.IsTrue(block >= bytes, $"{block} for {bytes}");
            Assert.IsTrue(block <= Math.Max(256 + bytes, bytes * 5 / 4), $"{block} for {bytes}");
            Assert.IsTrue(sizeClass == 0 || DeviceMemoryPool.BytesOf(sizeClass - 1) < bytes, $"{bytes} fits below");
            Assert.IsTrue(sizeClass >= before);
            before = sizeClass;
        }
    }

    [TestMethod]
    public unsafe void Blocks_in_use_are_different_and_blocks_given_back_are_lent_again()
    {
        using var device = new CpuDevice();
        using var pool = new DeviceMemoryPool(device);
        var one = pool.Rent(1000);
        var other = pool.Rent(1000);
        Assert.AreNotEqual(one.Pointer, other.Pointer);
        Assert.AreEqual(0, one.Pointer % 256);
        new Span<byte>((void*)one.Pointer, 1000).Fill(1);

        pool.Return(one);

        Assert.AreEqual(one, pool.Rent(1024));
        Assert.AreNotEqual(one.Pointer, pool.Rent(1025).Pointer);
    }

    [TestMethod]
    public void Who_asks_for_the_same_in_the_same_order_gets_the_same()
    {
        using var device = new CpuDevice();
        using var pool = new DeviceMemoryPool(device);
        GiveBack(Rent());

        var first = Rent();
        GiveBack(first);
        for (int round = 0; round < 5; round++)
        {
            var again = Rent();
            CollectionAssert.AreEqual(first, again);
            GiveBack(again);
        }

        DeviceBlock[] Rent() => [.. Enumerable.Range(0, 7).Select(_ => pool.Rent(1000))];

        void GiveBack(DeviceBlock[] blocks)
        {
            foreach (int i in new[] { 3, 0, 6, 1, 5, 2, 4 })
                pool.Return(blocks[i]);
        }
    }

    [TestMethod]
    public void Sizes_seen_before_allocate_nothing()
    {
        using var device = new CpuDevice();
        using var pool = new DeviceMemoryPool(device);
        var blocks = new DeviceBlock[20];
        RentAndReturnAll();
        var first = blocks.Select(b => b.Pointer).Order().ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            RentAndReturnAll();
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());

        CollectionAssert.AreEqual(first, blocks.Select(b => b.Pointer).Order().ToArray());

        void RentAndReturnAll()
        {
            for (int i = 0; i < blocks.Length; i++)
                blocks[i] = pool.Rent((i % 5) * 3000);
            foreach (var block in blocks)
                pool.Return(block);
        }
    }

    [TestMethod]
    public void Nothing_asked_for_is_nothing()
    {
        using var device = new CpuDevice();
        using var pool = new DeviceMemoryPool(device);

        Assert.AreEqual(0, pool.Rent(0).Pointer);
        pool.Return(pool.Rent(0));
        Assert.AreEqual(0, pool.Rent(0).Pointer);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pool.Rent(-1));
    }

    [TestMethod]
    public void Disposal_ends_lending_and_forgives_late_returns()
    {
        using var device = new CpuDevice();
        var pool = new DeviceMemoryPool(device);
        var block = pool.Rent(5000);

        pool.Dispose();
        pool.Dispose();
        pool.Return(block);

        Assert.ThrowsExactly<ObjectDisposedException>(() => pool.Rent(5000));
    }
}
