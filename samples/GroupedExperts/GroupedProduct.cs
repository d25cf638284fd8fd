using Moe.Dsl;

namespace GroupedExperts;

/// <summary>A matrix product for each expert, all of them in one launch.</summary>
public static partial class GroupedProduct
{
    /// <summary>
    /// Rows of a tile. Where each expert's rows start at a multiple of it, a tile is one expert's: it looks the expert up
    /// once, and no thread asks whose row it has.
    /// </summary>
    public const int TileRows = 128;

    /// <summary>Columns of a tile.</summary>
    public const int TileColumns = 16;

    /// <summary>Threads of a block.</summary>
    public const int Threads = 256;

    private const int TileDepth = 16;
    private const int RowStep = Threads / TileColumns;
    private const int RowsPerThread = TileRows / RowStep;

    /// <summary>
    /// Multiplies each row by its expert's matrix. Block (i, j) takes the i-th 128 rows and the j-th 16 columns. Padding is
    /// multiplied too: its rows are zero and stay zero, and to leave them out would cost more than it saves.
    /// </summary>
    /// <param name="rows">[M, H] grouped by expert.</param>
    /// <param name="weights">[L * N, H] an expert's N rows after the other's.</param>
    /// <param name="expertOffsets">[L + 1] where each expert's rows start, each a multiple of 128.</param>
    /// <param name="result">[M, N].</param>
    /// <param name="relu">Whether what is below zero becomes zero.</param>
    [Kernel(MaxThreads = Threads)]
    public static void Multiply(
        ReadOnlyRows<float> rows,
        ReadOnlyRows<float> weights,
        ReadOnlySpan<int> expertOffsets,
        Rows<float> result,
        [Specialize] bool relu)
    {
        Span<float> tile = Shared.Span<float>(TileRows * TileDepth);
        Span<float> matrix = Shared.Span<float>(TileColumns * TileDepth);
        Span<float> sums = Registers.Span<float>(RowsPerThread);
        int firstRow = BlockIdx.X * TileRows;
        int firstColumn = BlockIdx.Y * TileColumns;
        int expert = 0;
        while (expertOffsets[expert + 1] <= firstRow)
            expert++;

        for (int depth = 0; depth < rows.Width; depth += TileDepth)
        {
            for (int i = ThreadIdx.X; i < tile.Length; i += BlockDim.X)
            {
                int h = depth + i % TileDepth;
                tile[i] = h < rows.Width ? rows[firstRow + i / TileDepth][h] : 0f;
            }

            for (int i = ThreadIdx.X; i < matrix.Length; i += BlockDim.X)
            {
                int h = depth + i % TileDepth;
                int column = firstColumn + i / TileDepth;
                matrix[i] = h < rows.Width && column < result.Width
                    ? weights[expert * result.Width + column][h]
                    : 0f;
            }

            Block.Sync();
            for (int h = 0; h < TileDepth; h++)
            {
                float factor = matrix[ThreadIdx.X % TileColumns * TileDepth + h];
                for (int i = 0; i < RowsPerThread; i++)
                    sums[i] += tile[(ThreadIdx.X / TileColumns + i * RowStep) * TileDepth + h] * factor;
            }

            Block.Sync();
        }

        int own = firstColumn + ThreadIdx.X % TileColumns;
        if (own < result.Width)
        {
            for (int i = 0; i < RowsPerThread; i++)
            {
                float value = sums[i];
                result[firstRow + ThreadIdx.X / TileColumns + i * RowStep][own] = relu && value < 0f ? 0f : value;
            }
        }
    }
}
