using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Blocks of a pool that are given back together.</summary>
internal sealed unsafe class DeviceArena(DeviceMemoryPool pool)
{
    private readonly List<DeviceBlock> _blocks = [];

    /// <summary>Memory for [length] elements, its content undefined.</summary>
    public DeviceSpan<T> Take<T>(int length)
        where T : unmanaged
        => new((T*)Take((long)length * sizeof(T)), length);

    /// <summary>Memory for [count, width] elements, its content undefined.</summary>
    public DeviceRowsSpan<T> TakeRows<T>(long count, int width)
        where T : unmanaged
        => new((T*)Take(count * width * sizeof(T)), count, width);

    /// <summary>Gives all of it back; the arena may take more.</summary>
    public void GiveBack()
    {
        foreach (var block in _blocks)
            pool.Return(block);
        _blocks.Clear();
    }

    private nint Take(long bytes)
    {
        var block = pool.Rent(bytes);
        _blocks.Add(block);
        return block.Pointer;
    }
}
