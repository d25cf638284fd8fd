using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>On arrival: the metadata as arrays, and, where the layout asks for it, the rows grouped by expert.</summary>
internal static partial class ArrivalKernels
{
    /// <summary>
    /// Takes the records of some pairs apart. One thread takes a choice of a pair. A row belongs to one choice by expert,
    /// or where K = 1.
    /// </summary>
    /// <param name="records">[n, 1 + 3 K] as <see cref="PackKernels.PackWithRecords"/> wrote them, by source rank.</param>
    /// <param name="pairs">Whose they are, n pairs.</param>
    /// <param name="firstPair">[R + 1] the first pair of each source rank.</param>
    /// <param name="sourceRows">[R * L] where the rows of each source and expert start.</param>
    /// <param name="sourceIndex">[V].</param>
    /// <param name="sourceRank">[V].</param>
    /// <param name="topkIndices">[V, K].</param>
    /// <param name="topkWeights">[V, K].</param>
    /// <param name="choiceRow">[V, K] the row that belongs to a choice; -1 where there is none.</param>
    /// <param name="rowToken">[M] ByExpert: the pair that a row belongs to; padding is left.</param>
    /// <param name="rowChoice">[M] ByExpert: the choice; padding is left.</param>
    /// <param name="rowWeight">[M] ByExpert: the weight; padding is left.</param>
    /// <param name="topK">K.</param>
    /// <param name="ranks">R.</param>
    /// <param name="byExpert">Whether rows are grouped by expert.</param>
    [Kernel(MaxThreads = 128)]
    public static void Unpack(
        ReadOnlyRows<int> records,
        PairRange pairs,
        ReadOnlySpan<int> firstPair,
        ReadOnlySpan<int> sourceRows,
        Span<int> sourceIndex,
        Span<int> sourceRank,
        Rows<int> topkIndices,
        Rows<float> topkWeights,
        Rows<int> choiceRow,
        Span<int> rowToken,
        Span<int> rowChoice,
        Span<float> rowWeight,
        [Specialize] int topK,
        [Specialize] int ranks,
        [Specialize] bool byExpert)
    {
        long item = (long)BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (item >= records.Count * topK)
            return;
        int i = (int)(item / topK);
        int choice = (int)(item % topK);
        int pair = pairs.At(i);
        int source = 0;
        while (pair >= firstPair[source + 1])
            source++;

        ReadOnlySpan<int> record = records[i];
        if (choice == 0)
        {
            sourceIndex[pair] = record[0];
            sourceRank[pair] = source;
        }

        int expert = record[1 + choice];
        float weight = BitConverter.Int32BitsToSingle(record[1 + 2 * topK + choice]);
        topkIndices[pair][choice] = expert;
        topkWeights[pair][choice] = weight;
        int row = -1;
        if (byExpert && expert >= 0)
        {
            row = sourceRows[source * (sourceRows.Length / ranks) + expert] + record[1 + topK + choice];
            rowToken[row] = pair;
            rowChoice[row] = choice;
            rowWeight[row] = weight;
        }
        else if (topK == 1)
        {
            row = pair;
        }

        choiceRow[pair][choice] = row;
    }

    /// <summary>Says that padding belongs to no pair and no choice. Block e takes expert e.</summary>
    /// <param name="tokensPerExpert">[L].</param>
    /// <param name="expertOffsets">[L + 1].</param>
    /// <param name="rowToken">[M].</param>
    /// <param name="rowChoice">[M].</param>
    /// <param name="rowWeight">[M].</param>
    [Kernel(MaxThreads = 128)]
    public static void MarkPadding(
        ReadOnlySpan<int> tokensPerExpert,
        ReadOnlySpan<int> expertOffsets,
        Span<int> rowToken,
        Span<int> rowChoice,
        Span<float> rowWeight)
    {
        int expert = BlockIdx.X;
        int first = expertOffsets[expert] + tokensPerExpert[expert];
        for (int row = first + ThreadIdx.X; row < expertOffsets[expert + 1]; row += BlockDim.X)
        {
            rowToken[row] = -1;
            rowChoice[row] = -1;
            rowWeight[row] = 0f;
        }
    }

    /// <summary>Copies the rows of some pairs to their choices' rows. One block takes a pair.</summary>
    /// <param name="source">[T, H] this rank's own tokens, or [n, H] rows received.</param>
    /// <param name="areTokens">Whether they are tokens: then a pair's row is its token's.</param>
    /// <param name="pairs">Whose rows are copied, n pairs.</param>
    /// <param name="sourceIndex">[V].</param>
    /// <param name="choiceRow">[V, K].</param>
    /// <param name="rows">[M, H].</param>
    /// <param name="topK">K.</param>
    [Kernel(MaxThreads = 256)]
    public static void Expand<T>(
        ReadOnlyRows<T> source,
        bool areTokens,
        PairRange pairs,
        ReadOnlySpan<int> sourceIndex,
        ReadOnlyRows<int> choiceRow,
        Rows<T> rows,
        [Specialize] int topK)
        where T : unmanaged
    {
        int pair = pairs.At(BlockIdx.X);
        int sourceRow = areTokens ? sourceIndex[pair] : BlockIdx.X;

        // All read before the first copy, so that none waits for the stores of the one before.
        Span<int> targets = Registers.Span<int>(topK);
        for (int choice = 0; choice < topK; choice++)
            targets[choice] = choiceRow[pair][choice];
        for (int choice = 0; choice < topK; choice++)
        {
            if (targets[choice] >= 0)
                Block.Copy(source[sourceRow], rows[targets[choice]]);
        }
    }

    /// <summary>Zeroes the rows between an expert's last and the next one's first. Blocks (e, _) share expert e.</summary>
    /// <param name="tokensPerExpert">[L].</param>
    /// <param name="expertOffsets">[L + 1].</param>
    /// <param name="rows">[M, H].</param>
    [Kernel(MaxThreads = 256)]
    public static void ZeroPadding<T>(ReadOnlySpan<int> tokensPerExpert, ReadOnlySpan<int> expertOffsets, Rows<T> rows)
        where T : unmanaged
    {
        int expert = BlockIdx.X;
        int first = expertOffsets[expert] + tokensPerExpert[expert];
        for (int row = first + BlockIdx.Y; row < expertOffsets[expert + 1]; row += GridDim.Y)
            Block.Fill(rows[row], Element.FromSingle<T>(0f));
    }
}
