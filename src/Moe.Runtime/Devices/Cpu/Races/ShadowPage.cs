using System.Numerics;

namespace Moe.Runtime;

/// <summary>What is known of the last uses of a piece of memory: one cell for each grain of it.</summary>
internal sealed class ShadowPage(nint start, int bytes, int grain)
{
    private int _shift = BitOperations.Log2((uint)grain);
    private ShadowCell[] _cells = new ShadowCell[(bytes + grain - 1) / grain];

    /// <summary>Where the piece begins.</summary>
    public nint Start => start;

    /// <summary>Where it ends.</summary>
    public nint End => start + bytes;

    /// <summary>The cells of a part of the piece, which covers whole grains.</summary>
    public Span<ShadowCell> Cells(nint address, int length)
        => _cells.AsSpan((int)((address - start) >> _shift), Math.Max(1, length >> _shift));

    /// <summary>Makes grains smaller where memory is used by smaller things than before.</summary>
    /// <param name="wanted">The size that is wanted.</param>
    /// <param name="pairs">Where the cells' pairs are: each part of a grain gets its own.</param>
    public void Refine(int wanted, UsePairs pairs)
    {
        int shift = BitOperations.Log2((uint)wanted);
        if (shift >= _shift)
            return;
        int pieces = 1 << (_shift - shift);
        var finer = new ShadowCell[_cells.Length * pieces];
        for (int i = 0; i < finer.Length; i++)
            finer[i] = i % pieces == 0 ? _cells[i / pieces] : pairs.CopyOf(_cells[i / pieces]);
        _cells = finer;
        _shift = shift;
    }
}
