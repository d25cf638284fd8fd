namespace Moe.Runtime;

/// <summary>Two uses of one place that nothing orders, of different threads where there are two.</summary>
internal struct UsePair
{
    /// <summary>One.</summary>
    public MemoryUse First;

    /// <summary>The other.</summary>
    public MemoryUse Second;
}

/// <summary>
/// The uses, of one kind, that several threads make of a place at once. Two are enough: whoever comes next without order
/// is not ordered to at least one of two different threads; of different warps or blocks, if the users are. (Where
/// partial warps or acquires order it to one of the two, a third that is not kept goes unseen.)
/// </summary>
internal sealed class UsePairs(ThreadClocks clocks)
{
    private UsePair[] _pairs = new UsePair[1024];

    // Number 0 stands for none.
    private int _count = 1;

    public ref UsePair this[int number] => ref _pairs[number];

    /// <summary>Whether any use was made in the block that runs.</summary>
    public bool IsOfBlock(int number) => number != 0 && clocks.IsOfBlock(_pairs[number].First);

    /// <summary>The first of a pair that is not ordered before what the running thread does; none if there is none.</summary>
    public MemoryUse FirstUnordered(int number)
    {
        if (number == 0)
            return default;
        ref var pair = ref _pairs[number];
        if (!clocks.IsBefore(pair.First))
            return pair.First;
        return clocks.IsBefore(pair.Second) ? default : pair.Second;
    }

    /// <summary>Forgets a pair's uses.</summary>
    public void Clear(int number) => _pairs[number] = default;

    /// <summary>Notes a use of the running thread.</summary>
    public void Add(ref int number, in MemoryUse use)
    {
        if (number == 0)
            number = New();
        ref var pair = ref _pairs[number];

        // What is ordered before this use says nothing more than it does (FastTrack's rule).
        if (clocks.IsBefore(pair.First))
        {
            pair.First = use;
            if (clocks.IsBefore(pair.Second))
                pair.Second = default;
        }
        else if (clocks.IsBefore(pair.Second))
        {
            pair.Second = pair.First;
            pair.First = use;
        }
        else if (clocks.AreClose(pair.First, pair.Second) && !clocks.AreClose(pair.First, use))
        {
            pair.First = use;
        }
    }

    /// <summary>A cell of the same uses with pairs of its own.</summary>
    public ShadowCell CopyOf(in ShadowCell cell) => cell with
    {
        Reads = CopyOf(cell.Reads),
        AtomicReads = CopyOf(cell.AtomicReads),
        AtomicWrites = CopyOf(cell.AtomicWrites),
    };

    private int CopyOf(int number)
    {
        if (number == 0)
            return 0;
        int copy = New();
        _pairs[copy] = _pairs[number];
        return copy;
    }

    private int New()
    {
        if (_count == _pairs.Length)
            Array.Resize(ref _pairs, 2 * _count);
        return _count++;
    }
}
