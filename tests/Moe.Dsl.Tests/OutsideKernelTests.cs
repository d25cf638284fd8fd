using Moe.Dsl;

namespace Moe.Dsl.Tests;

[TestClass]
public class OutsideKernelTests
{
    [TestMethod]
    public void What_depends_on_a_thread_throws_outside_a_launch_and_says_what_to_do()
    {
        Action[] uses =
        [
            () => _ = ThreadIdx.X, () => _ = BlockIdx.Y, () => _ = BlockDim.Z, () => _ = GridDim.X, () => _ = Warp.Lane,
            () => _ = Warp.Index, Block.Sync, () => Warp.Sync(), () => Warp.Ballot(true), () => Warp.Shuffle(1, 0),
            () => Shared.Span<int>(4), () => Block.Copy<int>([1], new int[1]), () => Block.Fill(new int[1], 0),
        ];
        foreach (var use in uses)
        {
            var error = Assert.ThrowsExactly<OutsideKernelException>(use);
            StringAssert.Contains(error.Message, "inside a launched kernel");
        }
    }

    [TestMethod]
    public void Atomics_return_the_value_from_before()
    {
        int i = 5;
        long l = 5;
        float f = 5;
        Assert.AreEqual(5, Atomic.Add(ref i, 3));
        Assert.AreEqual(8, Atomic.Min(ref i, 2));
        Assert.AreEqual(2, Atomic.Max(ref i, 9));
        Assert.AreEqual(9, Atomic.Max(ref i, 1));
        Assert.AreEqual(9, Atomic.Exchange(ref i, 4));
        Assert.AreEqual(4, Atomic.CompareExchange(ref i, 7, 5));
        Assert.AreEqual(4, Atomic.CompareExchange(ref i, 7, 4));
        Assert.AreEqual(7, i);
        Assert.AreEqual(5L, Atomic.Add(ref l, -6));
        Assert.AreEqual(-1L, Atomic.Max(ref l, 12));
        Assert.AreEqual(12L, Atomic.Min(ref l, -40));
        Assert.AreEqual(-40L, l);
        Assert.AreEqual(5f, Atomic.Add(ref f, 0.5f));
        Assert.AreEqual(5.5f, f);
    }

    [TestMethod]
    public void Rows_are_spans_of_their_values()
    {
        int[] values = [1, 2, 3, 4, 5, 6];
        var rows = new Rows<int>(values, 3);
        rows[1][0] = 40;
        ReadOnlyRows<int> read = rows;
        Assert.AreEqual(2L, read.Count);
        Assert.AreEqual(40, read[1][0]);
        Assert.AreEqual(40, values[3]);
        Assert.ThrowsExactly<ArgumentException>(() => _ = new Rows<int>(values, 4).Count);
    }
}
