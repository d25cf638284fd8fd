using System.Numerics;

namespace Moe.Dsl.Tests;

/// <summary>Every atomic operation does what its plain counterpart does, returns the old value, and loses no update.</summary>
[TestClass]
public sealed class AtomicTests
{
    [TestMethod]
    public void Operations_on_int() => AssertOperations<int>(
        [int.MinValue, -7, -1, 0, 1, 12, int.MaxValue],
        (ref int t, int v) => Atomic.Add(ref t, v), (ref int t, int v) => Atomic.Min(ref t, v),
        (ref int t, int v) => Atomic.Max(ref t, v), (ref int t, int v) => Atomic.And(ref t, v),
        (ref int t, int v) => Atomic.Or(ref t, v), (ref int t, int v) => Atomic.Xor(ref t, v),
        (ref int t, int v) => Atomic.Exchange(ref t, v), (ref int t, int v) => Atomic.CompareExchange(ref t, v, 12));

    [TestMethod]
    public void Operations_on_uint() => AssertOperations<uint>(
        [0, 1, 7, 12, 0x80000000, uint.MaxValue],
        (ref uint t, uint v) => Atomic.Add(ref t, v), (ref uint t, uint v) => Atomic.Min(ref t, v),
        (ref uint t, uint v) => Atomic.Max(ref t, v), (ref uint t, uint v) => Atomic.And(ref t, v),
        (ref uint t, uint v) => Atomic.Or(ref t, v), (ref uint t, uint v) => Atomic.Xor(ref t, v),
        (ref uint t, uint v) => Atomic.Exchange(ref t, v), (ref uint t, uint v) => Atomic.CompareExchange(ref t, v, 12));

    [TestMethod]
    public void Operations_on_long() => AssertOperations<long>(
        [long.MinValue, -7, -1, 0, 1, 12, 1L << 40, long.MaxValue],
        (ref long t, long v) => Atomic.Add(ref t, v), (ref long t, long v) => Atomic.Min(ref t, v),
        (ref long t, long v) => Atomic.Max(ref t, v), (ref long t, long v) => Atomic.And(ref t, v),
        (ref long t, long v) => Atomic.Or(ref t, v), (ref long t, long v) => Atomic.Xor(ref t, v),
        (ref long t, long v) => Atomic.Exchange(ref t, v), (ref long t, long v) => Atomic.CompareExchange(ref t, v, 12));

    [TestMethod]
    public void Operations_on_ulong() => AssertOperations<ulong>(
        [0, 1, 7, 12, 1UL << 40, 1UL << 63, ulong.MaxValue],
        (ref ulong t, ulong v) => Atomic.Add(ref t, v), (ref ulong t, ulong v) => Atomic.Min(ref t, v),
        (ref ulong t, ulong v) => Atomic.Max(ref t, v), (ref ulong t, ulong v) => Atomic.And(ref t, v),
        (ref ulong t, ulong v) => Atomic.Or(ref t, v), (ref ulong t, ulong v) => Atomic.Xor(ref t, v),
        (ref ulong t, ulong v) => Atomic.Exchange(ref t, v), (ref ulong t, ulong v) => Atomic.CompareExchange(ref t, v, 12));

    [TestMethod]
    public void Additions_of_floating_point_round_and_pass_NaN_on()
    {
        float single = 16777216f;
        Assert.AreEqual(16777216f, Atomic.Add(ref single, 1f));
        Assert.AreEqual(16777216f, single);
        Assert.IsFalse(float.IsNaN(Atomic.Add(ref single, float.NaN)));
        Assert.IsTrue(float.IsNaN(Atomic.Add(ref single, 1f)));
        Assert.IsTrue(float.IsNaN(single));

        double wide = 0.1;
        Assert.AreEqual(0.1, Atomic.Add(ref wide, 0.2, MemoryScope.System));
        Assert.AreEqual(0.1 + 0.2, wide);
        Assert.AreEqual(2.5f, Atomic.Exchange(ref single, 2.5f) is float.NaN ? single : 0f);
    }

    [TestMethod]
    public void No_update_is_lost_between_threads()
    {
        int sum = 0, greatest = int.MinValue, bits = 0;
        float total = 0;
        Parallel.For(0, 4, t =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                Atomic.Add(ref sum, 1);
                Atomic.Max(ref greatest, (i * 4) + t);
                Atomic.Xor(ref bits, 1 << t);
                Atomic.Add(ref total, 1f);
            }
        });

        Assert.AreEqual((80_000, 79_999, 0, 80_000f), (sum, greatest, bits, total));
    }

    [TestMethod]
    public void A_release_stores_and_an_acquire_belongs_to_a_kernel()
    {
        ulong flag = 0;
        Atomic.StoreRelease(ref flag, ulong.MaxValue, MemoryScope.System);
        Assert.AreEqual(ulong.MaxValue, flag);
        Assert.ThrowsExactly<OutsideKernelException>(() => Atomic.LoadAcquire(ref flag));
        Assert.ThrowsExactly<OutsideKernelException>(() => KernelThread.Outside.Atomic.LoadAcquire(ref flag));
    }

    private delegate T Operation<T>(ref T target, T value);

    private static void AssertOperations<T>(
        T[] values, Operation<T> add, Operation<T> min, Operation<T> max, Operation<T> and, Operation<T> or,
        Operation<T> xor, Operation<T> exchange, Operation<T> exchangeIf12)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        foreach (var old in values)
        {
            foreach (var value in values)
            {
                Check(add, unchecked(old + value));
                Check(min, old < value ? old : value);
                Check(max, old < value ? value : old);
                Check(and, old & value);
                Check(or, old | value);
                Check(xor, old ^ value);
                Check(exchange, value);
                Check(exchangeIf12, old == T.CreateChecked(12) ? value : old);

                void Check(Operation<T> operation, T expected)
                {
                    var target = old;
                    Assert.AreEqual(old, operation(ref target, value));
                    Assert.AreEqual(expected, target, $"{old}, {value}");
                }
            }
        }
    }
}
