using System.Runtime.InteropServices;
using Moe.Dsl;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>Memory that holds what nobody wrote: 0xff is NaN and -1, and 0 is zero.</summary>
internal static unsafe class OldMemory
{
    // A round holds some dozens of small tables at a time, and few blocks that are as large as rows; what is read back
    // is small.
    private const int SmallBytes = 1 << 11;
    private const int LargestBytes = 1 << 14;
    private const int SmallBlocks = 40;
    private const int LargeBlocks = 8;

    /// <summary>Fills what an exchange on the CPU device will be lent.</summary>
    public static void Fill<TRouting>(ExchangeContext<TRouting> context, byte value)
        where TRouting : unmanaged, IRouting
    {
        Fill(context.Pool, LargestBytes, value);
        Fill(context.HostPool, SmallBytes, value);
    }

    /// <summary>So many elements of it.</summary>
    public static T[] Rows<T>(int count, byte value)
        where T : unmanaged
    {
        var rows = new T[count];
        MemoryMarshal.AsBytes(rows.AsSpan()).Fill(value);
        return rows;
    }

    private static void Fill(DeviceMemoryPool pool, long largest, byte value)
    {
        for (int sizeClass = 0; DeviceMemoryPool.BytesOf(sizeClass) <= largest; sizeClass++)
        {
            long bytes = DeviceMemoryPool.BytesOf(sizeClass);
            var blocks = new DeviceBlock[bytes <= SmallBytes ? SmallBlocks : LargeBlocks];
            for (int i = 0; i < blocks.Length; i++)
            {
                blocks[i] = pool.Rent(bytes);
                NativeMemory.Fill((void*)blocks[i].Pointer, (nuint)bytes, value);
            }

            foreach (var block in blocks)
                pool.Return(block);
        }
    }
}
