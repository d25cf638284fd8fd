using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>The CPU device's twin of <see cref="Warp"/>.</summary>
public readonly struct ThreadWarp
{
    private readonly KernelThread _thread;

    internal ThreadWarp(KernelThread thread) => _thread = thread;

    /// <summary>The CPU device's twin of <see cref="Warp.Lane"/>.</summary>
    public int Lane => _thread.LinearIndex % Dsl.Warp.Size;

    /// <summary>The CPU device's twin of <see cref="Warp.Index"/>.</summary>
    public int Index => _thread.LinearIndex / Dsl.Warp.Size;

    /// <summary>The CPU device's twin of <see cref="Warp.LanesBelow"/>.</summary>
    public uint LanesBelow => (1u << Lane) - 1u;

    /// <summary>The CPU device's twin of <see cref="Warp.Sync"/>.</summary>
    public Suspension Sync(
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension.At(_thread, WarpOperation.Sync, value: 0, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Ballot"/>.</summary>
    public Suspension<uint> Ballot(
        bool predicate,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Ballot, predicate ? 1u : 0u, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Any"/>.</summary>
    public Suspension<bool> Any(
        bool predicate,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<bool>.At(_thread, WarpOperation.Any, predicate ? 1u : 0u, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.All"/>.</summary>
    public Suspension<bool> All(
        bool predicate,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<bool>.At(_thread, WarpOperation.All, predicate ? 1u : 0u, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.MatchAny"/>.</summary>
    public Suspension<uint> MatchAny(
        int value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.MatchAny, (uint)value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Shuffle"/>.</summary>
    public Suspension<T> Shuffle<T>(
        T value, int lane,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Suspension<T>.At(_thread, WarpOperation.Shuffle, Suspension<T>.ToBits(value), lane, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.ShuffleUp"/>.</summary>
    public Suspension<T> ShuffleUp<T>(
        T value, int delta,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Suspension<T>.At(_thread, WarpOperation.ShuffleUp, Suspension<T>.ToBits(value), delta, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.ShuffleDown"/>.</summary>
    public Suspension<T> ShuffleDown<T>(
        T value, int delta,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Suspension<T>.At(_thread, WarpOperation.ShuffleDown, Suspension<T>.ToBits(value), delta, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.ShuffleXor"/>.</summary>
    public Suspension<T> ShuffleXor<T>(
        T value, int bits,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => Suspension<T>.At(_thread, WarpOperation.ShuffleXor, Suspension<T>.ToBits(value), bits, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Sum(int, uint)"/>.</summary>
    public Suspension<int> Sum(
        int value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<int>.At(_thread, WarpOperation.Sum, (uint)value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Sum(uint, uint)"/>.</summary>
    public Suspension<uint> Sum(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Sum, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Min(int, uint)"/>.</summary>
    public Suspension<int> Min(
        int value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<int>.At(_thread, WarpOperation.MinOfSigned, (uint)value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Min(uint, uint)"/>.</summary>
    public Suspension<uint> Min(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Min, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Max(int, uint)"/>.</summary>
    public Suspension<int> Max(
        int value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<int>.At(_thread, WarpOperation.MaxOfSigned, (uint)value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Max(uint, uint)"/>.</summary>
    public Suspension<uint> Max(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Max, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.And"/>.</summary>
    public Suspension<uint> And(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.And, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Or"/>.</summary>
    public Suspension<uint> Or(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Or, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Xor"/>.</summary>
    public Suspension<uint> Xor(
        uint value,
        uint mask = Dsl.Warp.FullMask, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Suspension<uint>.At(_thread, WarpOperation.Xor, value, argument: 0, mask, line, file);

    /// <summary>The CPU device's twin of <see cref="Warp.Copy"/>.</summary>
    public void Copy<T>(
        DeviceView<T> source, DeviceSpan<T> destination,
        [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
    {
        int first = Index * Dsl.Warp.Size;
        int lanes = (int)Math.Min(Dsl.Warp.Size, _thread.BlockDim.Count - first);
        Cooperative.Copy(source, destination, Lane, lanes, line, file);
    }
}
