using System.Numerics;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Which uses of memory happen before what the running thread does: Lamport's happens-before, kept as the vector clocks of
/// FastTrack (Flanagan and Freund, PLDI 2009), in the compressed form that a grid's hierarchy allows (BARRACUDA, Eizenberg
/// et al., PLDI 2017). All threads take their stamps from one counter that only grows, so that a clock of the whole block
/// is one number: all its uses with smaller stamps have happened.
/// </summary>
internal sealed class ThreadClocks
{
    // What lane i knows of lane j of its warp from waits of a part of the warp: uses with stamps up to it.
    private long[]?[] _lanes = [];

    // What a thread took over from those that released it.
    private List<Release>?[] _acquired = [];
    private long[] _stamps = [];
    private long[] _warps = [];
    private long _now;
    private long _launch;
    private long _block;
    private long _barrier;
    private bool _hasLanes;
    private bool _hasAcquired;

    /// <summary>The running thread's linear index in its block.</summary>
    public int Running { get; set; }

    /// <summary>
    /// Whether uses of the block's own memory are asked for: earlier blocks have had that, and are done with it.
    /// </summary>
    public bool IsOwnMemory { get; set; }

    /// <summary>The stamp of what the running thread does now.</summary>
    public long Stamp => StampOf(Running);

    /// <summary>When the running block began.</summary>
    public long BlockStamp => _block;

    /// <summary>A launch begins: all that was before has happened.</summary>
    public void BeginLaunch(int threadsPerBlock)
    {
        _launch = _now + 1;
        if (_stamps.Length >= threadsPerBlock)
            return;
        _stamps = new long[threadsPerBlock];
        _lanes = new long[threadsPerBlock][];
        _acquired = new List<Release>[threadsPerBlock];
        _warps = new long[(threadsPerBlock + Warp.Size - 1) / Warp.Size];
    }

    /// <summary>A block begins, of whom no other knows.</summary>
    public void BeginBlock()
    {
        _block = _barrier = ++_now;
        if (_hasLanes)
            Array.Clear(_lanes);
        if (_hasAcquired)
            Array.Clear(_acquired);
        _hasLanes = _hasAcquired = false;
    }

    /// <summary>
    /// The block's threads have met: what each did, those that have returned included, all know.
    /// </summary>
    public void MeetInBlock()
    {
        _barrier = ++_now;
        if (_hasAcquired)
            ShareAcquired(0, _acquired.Length, static _ => true);
    }

    /// <summary>Lanes of a warp have met.</summary>
    /// <param name="first">The thread that is lane 0.</param>
    /// <param name="lanes">One bit for each that took part.</param>
    /// <param name="isWhole">Whether all that have not returned did.</param>
    public void MeetInWarp(int first, uint lanes, bool isWhole)
    {
        if (isWhole)
            _warps[first / Warp.Size] = ++_now;
        else
            MeetInPart(first, lanes);
        if (_hasAcquired)
            ShareAcquired(first, Math.Min(first + Warp.Size, _acquired.Length), i => (lanes >> (i - first) & 1) != 0);
    }

    /// <summary>What the running thread has done and knows. What it does from now on is not part of it.</summary>
    public Release Release()
    {
        int warp = Running / Warp.Size;
        var release = new Release(
            _block, _barrier, Running, Stamp, _warps[warp], (long[]?)_lanes[Running]?.Clone(), [.. _acquired[Running] ?? []]);
        _stamps[Running] = ++_now;
        return release;
    }

    /// <summary>The running thread learns of what others released.</summary>
    public void Acquire(IEnumerable<Release> releases)
    {
        var known = _acquired[Running] ??= [];
        known.AddRange(releases.Except(known).ToList());
        _hasAcquired = true;
    }

    /// <summary>Whether the use was made in the block that runs.</summary>
    public bool IsOfBlock(in MemoryUse use) => use.Stamp >= _block;

    /// <summary>Whether a use, if there was one, has happened before what the running thread does now.</summary>
    public bool IsBefore(in MemoryUse use)
    {
        if (use.Stamp < (IsOwnMemory ? _block : _launch) || use.Thread == MemoryUse.Nobody)
            return true;
        if (use.Stamp >= _block)
        {
            if (use.Thread == Running || use.Stamp < _barrier)
                return true;
            if (use.Thread / Warp.Size == Running / Warp.Size
                && (use.Stamp < _warps[Running / Warp.Size]
                    || (_hasLanes && _lanes[Running] is { } known && use.Stamp <= known[use.Thread % Warp.Size])))
            {
                return true;
            }
        }

        return _hasAcquired && IsAcquired(use);
    }

    /// <summary>Whether the two are of one warp of one block.</summary>
    public bool AreClose(in MemoryUse one, in MemoryUse other)
        => one.Thread / Warp.Size == other.Thread / Warp.Size && (one.Stamp >= _block) == (other.Stamp >= _block);

    private long StampOf(int thread)
        => Math.Max(Math.Max(_stamps[thread], _warps[thread / Warp.Size]), _barrier);

    private void MeetInPart(int first, uint lanes)
    {
        var known = new long[Warp.Size];
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            if (_lanes[first + lane] is { } had)
            {
                for (int i = 0; i < known.Length; i++)
                    known[i] = Math.Max(known[i], had[i]);
            }
        }

        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            known[lane] = StampOf(first + lane);
        }

        long now = ++_now;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _lanes[first + lane] = known;
            _stamps[first + lane] = now;
        }

        _hasLanes = true;
    }

    private void ShareAcquired(int first, int end, Func<int, bool> takesPart)
    {
        var threads = Enumerable.Range(first, end - first).Where(takesPart).ToList();
        var all = threads.SelectMany(i => _acquired[i] ?? []).Distinct().ToList();
        foreach (int thread in threads)
            _acquired[thread] = [.. all];
    }

    private bool IsAcquired(in MemoryUse use)
    {
        foreach (var release in _acquired[Running] ?? [])
        {
            if (release.Covers(use))
                return true;
        }

        return false;
    }
}
