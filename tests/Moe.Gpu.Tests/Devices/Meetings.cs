using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>Kernels whose threads meet in parts of warps and through memory.</summary>
internal static partial class Meetings
{
    /// <summary>Every warp operation, by the even and the odd lanes by themselves. A thread writes 12 results.</summary>
    [Kernel]
    public static void InParts(ReadOnlySpan<int> values, Rows<long> results)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        int value = values[i];
        if (Warp.Lane % 2 == 0)
            Operate(value, 0x55555555, results[i]);
        else
            Operate(value, 0xaaaaaaaa, results[i]);
    }

    [Device]
    private static void Operate(int value, uint mask, Span<long> result)
    {
        result[0] = Warp.Ballot(value > 0, mask);
        result[1] = Warp.Any(value > 90, mask) ? 1 : 0;
        result[2] = Warp.All(value > -90, mask) ? 1 : 0;
        result[3] = Warp.MatchAny(value % 5, mask);
        result[4] = Warp.Sum(value, mask);
        result[5] = Warp.Min(value, mask) + 1000L * Warp.Min((uint)value, mask);
        result[6] = Warp.Max(value, mask) + 1000L * Warp.Max((uint)value, mask);
        result[7] = Warp.And((uint)value, mask) * 3L + Warp.Or((uint)value, mask);
        result[8] = Warp.Xor((uint)value, mask);
        result[9] = Warp.Shuffle(value, Warp.Lane % 2 + 6, mask);
        result[10] = Warp.ShuffleUp(value, 4, mask) + 1000L * Warp.ShuffleDown(value, 6, mask);
        result[11] = Warp.ShuffleXor(value * 1.5, 18, mask) > 0 ? 1 : 2;
    }

    /// <summary>
    /// The first block writes and releases; the others, of no lower index, wait and read. The last to count adds up.
    /// </summary>
    [Kernel]
    public static void ThroughMemory(Span<int> data, Span<uint> flags, Span<long> seen)
    {
        if (BlockIdx.X == 0)
        {
            data[ThreadIdx.X] = ThreadIdx.X + 1;
            Block.Sync();
            if (ThreadIdx.X == 0)
                Atomic.StoreRelease(ref flags[0], 1);
            return;
        }

        if (ThreadIdx.X == 0)
        {
            while (Atomic.LoadAcquire(ref flags[0]) == 0)
            {
            }
        }

        Block.Sync();
        Atomic.Add(ref seen[BlockIdx.X], data[ThreadIdx.X]);
        Atomic.Max(ref seen[0], data[ThreadIdx.X]);
        Atomic.Xor(ref flags[1], 1u << ThreadIdx.X % 32, MemoryScope.System);
    }
}
