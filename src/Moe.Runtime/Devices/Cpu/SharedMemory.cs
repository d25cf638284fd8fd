using System.Runtime.InteropServices;

namespace Moe.Runtime;

/// <summary>
/// The shared memory of the block that runs: one piece for each declaration of the kernel, known by its place in their
/// order. Pieces are kept from block to block and launch to launch.
/// </summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    // Shared memory is undefined until written. Zeros would look as if someone had written them.
    private const byte Poison = 0xA5;

    private const int Alignment = 16;

    private readonly List<Piece> _pieces = [];
    private int _declared;

    /// <summary>A new block begins: nothing is declared.</summary>
    public void BeginBlock() => _declared = 0;

    /// <summary>The piece of the declaration numbered <paramref name="ordinal"/>, the same for all threads of the block.</summary>
    /// <exception cref="InvalidOperationException">Another thread declared that piece with another size.</exception>
    public void* this[int ordinal, int bytes]
    {
        get
        {
            if (ordinal == _declared)
                Declare(ordinal, bytes);
            var piece = _pieces[ordinal];
            if (piece.Bytes != bytes)
            {
                throw new InvalidOperationException(
                    $"A block's threads declare shared memory alike, but one declares {piece.Bytes} bytes and another {bytes}.");
            }

            return (void*)piece.Data;
        }
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
            NativeMemory.AlignedFree((void*)piece.Data);
        _pieces.Clear();
    }

    private void Declare(int ordinal, int bytes)
    {
        if (ordinal == _pieces.Count)
            _pieces.Add(default);
        var piece = _pieces[ordinal];
        if (piece.Capacity < bytes)
        {
            void* data = NativeMemory.AlignedRealloc((void*)piece.Data, (nuint)bytes, Alignment);
            piece = new Piece((nint)data, bytes, bytes);
        }

        _pieces[ordinal] = piece with { Bytes = bytes };
        NativeMemory.Fill((void*)piece.Data, (nuint)bytes, Poison);
        _declared++;
    }

    private readonly record struct Piece(nint Data, int Capacity, int Bytes);
}
