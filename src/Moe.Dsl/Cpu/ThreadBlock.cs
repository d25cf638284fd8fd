using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>The CPU device's twin of <see cref="Block"/>.</summary>
public readonly struct ThreadBlock
{
    private readonly KernelThread _thread;

    internal ThreadBlock(KernelThread thread) => _thread = thread;

    /// <summary>The CPU device's twin of <see cref="Block.Sync"/>.</summary>
    public Suspension Sync([CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension.AtBarrier(_thread, line, file);

    /// <summary>The CPU device's twin of <see cref="Block.Copy"/>.</summary>
    public void Copy<T>(
        DeviceView<T> source, DeviceSpan<T> destination,
        [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Cooperative.Copy(source, destination, _thread.LinearIndex, (int)_thread.BlockDim.Count, line, file);

    /// <summary>The CPU device's twin of <see cref="Block.Fill"/>.</summary>
    public void Fill<T>(
        DeviceSpan<T> destination, T value, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Cooperative.Fill(destination, value, _thread.LinearIndex, (int)_thread.BlockDim.Count, line, file);
}
