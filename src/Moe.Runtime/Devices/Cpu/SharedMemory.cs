using System.Runtime.InteropServices;

namespace Moe.Runtime;

/// <summary>
/// The shared memory of the block that runs: one piece for each declaration of the kernel, known by its place in their
/// order. Pieces are kept from block to block and launch to launch.
/// </summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    // Shared memory is undefined until written, and what reads it through a reference is not seen. Zeros would look as if
    // someone had written them.
    private const byte Poison = 0xA5;

    private const int Alignment = 16;

    private readonly List<Piece> _pieces = [];
    private int _declared;

    /// <summary>Whether its uses are watched.</summary>
    public bool IsWatched { get; set; } = true;

    /// <summary>A new block begins: nothing is declared.</summary>
    public void BeginBlock() => _declared = 0;

    /// <summary>
    /// The piece of the declaration numbered <paramref name="ordinal"/>, the same for all threads of the block.
    /// </summary>
    /// <param name="ordinal">The declaration's place in their order.</param>
    /// <param name="bytes">The piece's size.</param>
    /// <param name="grain">The size of the smallest thing in it.</param>
    /// <exception cref="InvalidOperationException">Another thread declared that piece with another size.</exception>
    public void* Declare(int ordinal, int bytes, int grain)
    {
        if (ordinal == _declared)
            Begin(ordinal, bytes, grain);
        var piece = _pieces[ordinal];
        if (piece.Bytes != bytes)
        {
            throw new InvalidOperationException(
                "A block's threads declare shared memory alike, but one "
                + $"declares {piece.Bytes} bytes and another {bytes}.");
        }

        return (void*)piece.Data;
    }

    /// <summary>
    /// What is known of the uses of the piece around an address; null where it is not shared memory, or not watched.
    /// </summary>
    public ShadowPage? PageOf(nint address)
    {
        if (!IsWatched)
            return null;
        for (int i = 0; i < _declared; i++)
        {
            var piece = _pieces[i];
            if (address >= piece.Data && address < piece.Data + piece.Bytes)
                return piece.Uses;
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
            NativeMemory.AlignedFree((void*)piece.Data);
        _pieces.Clear();
    }

    private void Begin(int ordinal, int bytes, int grain)
    {
        if (ordinal == _pieces.Count)
            _pieces.Add(default);
        var piece = _pieces[ordinal];

        // Kernels take turns on a piece. A page of the finest grain serves them all; one for each turn would pile up.
        if (piece.Capacity < bytes || grain < piece.Grain)
        {
            int capacity = Math.Max(piece.Capacity, bytes);
            int finest = piece.Capacity == 0 ? grain : Math.Min(piece.Grain, grain);
            nint data = (nint)NativeMemory.AlignedRealloc((void*)piece.Data, (nuint)capacity, Alignment);
            piece = new Piece(data, capacity, bytes, finest, new ShadowPage(data, capacity, finest));
        }

        _pieces[ordinal] = piece with { Bytes = bytes };
        NativeMemory.Fill((void*)piece.Data, (nuint)bytes, Poison);
        _declared++;
    }

    private readonly record struct Piece(nint Data, int Capacity, int Bytes, int Grain, ShadowPage Uses);
}
