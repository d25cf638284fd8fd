using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// The arrays of one thread of the CPU device. Blocks of statements nest, so that the last array to come is the first to
/// go; a thread that waits keeps its own.
/// </summary>
internal sealed unsafe class RegisterStack
{
    private const int Alignment = 16;
    private const int ChunkBytes = 1024;

    // Pinned, so that arrays are known by their addresses. None moves while the thread uses it: what does not fit begins
    // another chunk.
    private readonly List<byte[]> _chunks = [];
    private readonly List<int> _starts = [];

    /// <summary>Where the next array begins, counted through all chunks.</summary>
    public int Top { get; set; }

    /// <summary>The next array, all zero.</summary>
    public void* Push(int bytes)
    {
        int rounded = checked(bytes + Alignment - 1) / Alignment * Alignment;
        int chunk = 0;
        while (chunk < _chunks.Count && Math.Max(Top, _starts[chunk]) + rounded > _starts[chunk] + Size(chunk))
            chunk++;
        if (chunk == _chunks.Count)
            AddChunk(rounded);
        int start = Math.Max(Top, _starts[chunk]);
        Top = start + rounded;
        byte* data = Aligned(_chunks[chunk]) + (start - _starts[chunk]);
        Unsafe.InitBlock(data, 0, (uint)bytes);
        return data;
    }

    private int Size(int chunk) => _chunks[chunk].Length - Alignment;

    private void AddChunk(int bytes)
    {
        _starts.Add(_chunks.Count == 0 ? 0 : _starts[^1] + Size(_chunks.Count - 1));
        _chunks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(ChunkBytes, bytes) + Alignment, pinned: true));
    }

    private static byte* Aligned(byte[] chunk)
        => (byte*)(((nint)Unsafe.AsPointer(ref chunk[0]) + Alignment - 1) & -Alignment);
}
