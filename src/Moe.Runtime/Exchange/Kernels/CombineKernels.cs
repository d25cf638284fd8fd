using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Combining: the experts' answers weighed and added, first where the experts are, then at the source.</summary>
internal static partial class CombineKernels
{
    /// <summary>
    /// Weighs and adds, for each pair, its choices' answers in rising choice order, in float, and rounds the sum. One
    /// block takes a pair.
    /// </summary>
    /// <param name="routing">The routing.</param>
    /// <param name="output">[M, H] the experts' answers.</param>
    /// <param name="choiceRow">[V, K] the row that belongs to a choice; -1 where there is none.</param>
    /// <param name="weights">[V, K].</param>
    /// <param name="pairs">Whose answers are summed, n pairs.</param>
    /// <param name="sums">[n, H].</param>
    /// <param name="topK">K.</param>
    [Kernel(MaxThreads = 256)]
    public static void Weigh<TRouting, T>(
        TRouting routing,
        ReadOnlyRows<T> output,
        ReadOnlyRows<int> choiceRow,
        ReadOnlyRows<float> weights,
        PairRange pairs,
        Rows<T> sums,
        [Specialize] int topK)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        // The choices that are here, read once and without gaps, so that what reads rows has nothing to decide. A thread
        // takes a choice and counts those before it itself: its loads wait for nothing, and so not for one another.
        Span<int> rows = Shared.Span<int>(topK);
        Span<float> rowWeights = Shared.Span<float>(topK);
        Span<int> found = Shared.Span<int>(1);
        int pair = pairs.At(BlockIdx.X);
        for (int choice = ThreadIdx.X; choice < topK; choice += BlockDim.X)
        {
            int row = choiceRow[pair][choice];
            float weight = weights[pair][choice];
            int before = 0;
            for (int other = 0; other < topK; other++)
            {
                int otherRow = choiceRow[pair][other];
                if (other < choice && otherRow >= 0)
                    before++;
            }

            if (row >= 0)
            {
                rows[before] = row;
                rowWeights[before] = weight;
            }

            if (choice == topK - 1)
                found[0] = row >= 0 ? before + 1 : before;
        }

        Block.Sync();
        if (Pack<T>.Fits(output) && Pack<T>.Fits(sums))
            WeighPacks(routing, output, rows.Slice(0, found[0]), rowWeights, sums[BlockIdx.X]);
        else
            WeighRows(routing, output, rows.Slice(0, found[0]), rowWeights, sums[BlockIdx.X]);
    }

    /// <summary>Weighs and adds rows, 16 bytes of them at a time, the block's threads sharing the packs.</summary>
    /// <inheritdoc cref="WeighRows" path="/param"/>
    [Device]
    private static void WeighPacks<TRouting, T>(
        TRouting routing, ReadOnlyRows<T> output, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<T> result)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        int stride = BlockDim.X * Pack<T>.Length;
        for (int first = ThreadIdx.X * Pack<T>.Length; first < result.Length; first += stride)
        {
            Singles<T> sum = default;
            for (int row = 0; row < rows.Length; row++)
            {
                Singles<T> values = WeighPack(routing, Pack<T>.Load(output[rows[row]], first), weights[row]);
                sum = row == 0 ? values : Singles<T>.Add(sum, values);
            }

            Pack<T>.Store(result, first, Singles<T>.ToPack(sum));
        }
    }

    /// <summary>Weighs a pack's elements: by the author's method if there is one, otherwise all of them at once.</summary>
    [Device]
    private static Singles<T> WeighPack<TRouting, T>(TRouting routing, Pack<T> pack, float weight)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        Singles<T> values = Singles<T>.FromPack(pack);
        if (TRouting.HasCombine)
        {
            for (int i = 0; i < Pack<T>.Length; i++)
                values[i] = routing.Weigh(values[i], weight);
        }
        else
        {
            values = Singles<T>.Multiply(values, weight);
        }

        return values;
    }

    /// <summary>Weighs and adds rows, the block's threads sharing the elements.</summary>
    /// <param name="routing">The routing.</param>
    /// <param name="output">[M, H].</param>
    /// <param name="rows">[n] which rows.</param>
    /// <param name="weights">[n or more] their weights.</param>
    /// <param name="result">[H] their sum; zero where n is.</param>
    [Device]
    private static void WeighRows<TRouting, T>(
        TRouting routing, ReadOnlyRows<T> output, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<T> result)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        for (int i = ThreadIdx.X; i < result.Length; i += BlockDim.X)
        {
            float sum = 0f;
            for (int row = 0; row < rows.Length; row++)
            {
                float value = routing.Weigh(Element.ToSingle(output[rows[row]][i]), weights[row]);
                sum = row == 0 ? value : sum + value;
            }

            result[i] = Element.FromSingle<T>(sum);
        }
    }

    /// <summary>
    /// Weighs, for each token, the answer to its only choice, in float, and rounds it; zero where that went nowhere. One
    /// block takes a token.
    /// </summary>
    /// <param name="routing">The routing.</param>
    /// <param name="order">Where rows stand.</param>
    /// <param name="answers">[rows, H].</param>
    /// <param name="firstRow">[R] the first row of each rank in <paramref name="answers"/>; -1: its tokens are left.</param>
    /// <param name="weights">[T].</param>
    /// <param name="y">[T, H].</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 256)]
    public static void WeighReturned<TRouting, T>(
        TRouting routing,
        SendOrder order,
        ReadOnlyRows<T> answers,
        ReadOnlySpan<int> firstRow,
        ReadOnlySpan<float> weights,
        Rows<T> y,
        [Specialize] int ranks)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        int token = BlockIdx.X;
        int found = -1;
        for (int rank = 0; rank < ranks; rank++)
        {
            int row = order.RowOf(token, rank);
            if (row >= 0)
            {
                if (firstRow[rank] < 0)
                    return;
                found = firstRow[rank] + row;
            }
        }

        Span<T> result = y[token];
        if (found < 0)
            Clear(result);
        else if (Pack<T>.Fits(answers) && Pack<T>.Fits(y))
            WeighPacksOf(routing, answers[found], weights[token], result);
        else
            WeighElementsOf(routing, answers[found], weights[token], result);
    }

    /// <summary>Weighs a row, 16 bytes of it at a time, the block's threads sharing the packs.</summary>
    /// <inheritdoc cref="WeighElementsOf" path="/param"/>
    [Device]
    private static void WeighPacksOf<TRouting, T>(TRouting routing, ReadOnlySpan<T> answer, float weight, Span<T> result)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        int stride = BlockDim.X * Pack<T>.Length;
        for (int first = ThreadIdx.X * Pack<T>.Length; first < result.Length; first += stride)
        {
            Singles<T> values = WeighPack(routing, Pack<T>.Load(answer, first), weight);
            Pack<T>.Store(result, first, Singles<T>.ToPack(values));
        }
    }

    /// <summary>Weighs a row, the block's threads sharing the elements.</summary>
    /// <param name="routing">The routing.</param>
    /// <param name="answer">[H].</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="result">[H].</param>
    [Device]
    private static void WeighElementsOf<TRouting, T>(TRouting routing, ReadOnlySpan<T> answer, float weight, Span<T> result)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        for (int i = ThreadIdx.X; i < result.Length; i += BlockDim.X)
            result[i] = Element.FromSingle<T>(routing.Weigh(Element.ToSingle(answer[i]), weight));
    }

    /// <summary>Writes zeros, the block's threads sharing the elements.</summary>
    [Device]
    private static void Clear<T>(Span<T> result)
        where T : unmanaged
    {
        for (int i = ThreadIdx.X; i < result.Length; i += BlockDim.X)
            result[i] = default;
    }

    /// <summary>
    /// Adds, for each token, what came back for it, in rising rank order, in float, and rounds the sum; zero where
    /// nothing did. One block takes a token.
    /// </summary>
    /// <param name="order">Where rows stand.</param>
    /// <param name="returned">[rows, H] what other ranks sent back.</param>
    /// <param name="own">[rows, H] what this rank's own experts answered.</param>
    /// <param name="sendRow">[R] the first row of each other rank in <paramref name="returned"/>.</param>
    /// <param name="ownRow">The first row of this rank's pairs in <paramref name="own"/>.</param>
    /// <param name="y">[T, H].</param>
    /// <param name="self">This rank.</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 256)]
    public static void Sum<T>(
        SendOrder order,
        ReadOnlyRows<T> returned,
        ReadOnlyRows<T> own,
        ReadOnlySpan<int> sendRow,
        int ownRow,
        Rows<T> y,
        int self,
        [Specialize] int ranks)
        where T : unmanaged
    {
        int token = BlockIdx.X;
        Span<int> rows = Shared.Span<int>(ranks);
        for (int rank = ThreadIdx.X; rank < ranks; rank += BlockDim.X)
        {
            int row = order.RowOf(token, rank);
            rows[rank] = row < 0 ? -1 : row + (rank == self ? ownRow : sendRow[rank]);
        }

        Block.Sync();
        if (Pack<T>.Fits(returned) && Pack<T>.Fits(own) && Pack<T>.Fits(y))
            AddPacks(returned, own, rows, self, y[token]);
        else
            AddRows(returned, own, rows, self, y[token]);
    }

    /// <summary>Adds rows, 16 bytes of them at a time, the block's threads sharing the packs.</summary>
    /// <inheritdoc cref="AddRows" path="/param"/>
    [Device]
    private static void AddPacks<T>(
        ReadOnlyRows<T> returned, ReadOnlyRows<T> own, ReadOnlySpan<int> rows, int self, Span<T> result)
        where T : unmanaged
    {
        int stride = BlockDim.X * Pack<T>.Length;
        for (int first = ThreadIdx.X * Pack<T>.Length; first < result.Length; first += stride)
        {
            Singles<T> sum = default;
            bool any = false;
            for (int rank = 0; rank < rows.Length; rank++)
            {
                int row = rows[rank];
                if (row >= 0)
                {
                    Pack<T> pack = rank == self ? Pack<T>.Load(own[row], first) : Pack<T>.Load(returned[row], first);
                    Singles<T> values = Singles<T>.FromPack(pack);
                    sum = any ? Singles<T>.Add(sum, values) : values;
                    any = true;
                }
            }

            Pack<T>.Store(result, first, Singles<T>.ToPack(sum));
        }
    }

    /// <summary>Adds rows, the block's threads sharing the elements.</summary>
    /// <param name="returned">[rows, H] where every other rank's row is.</param>
    /// <param name="own">[rows, H] where this rank's row is.</param>
    /// <param name="rows">[R] each rank's row; -1 where there is none.</param>
    /// <param name="self">This rank.</param>
    /// <param name="result">[H] their sum; zero where there is no row.</param>
    [Device]
    private static void AddRows<T>(
        ReadOnlyRows<T> returned, ReadOnlyRows<T> own, ReadOnlySpan<int> rows, int self, Span<T> result)
        where T : unmanaged
    {
        for (int i = ThreadIdx.X; i < result.Length; i += BlockDim.X)
        {
            float sum = 0f;
            bool any = false;
            for (int rank = 0; rank < rows.Length; rank++)
            {
                int row = rows[rank];
                if (row >= 0)
                {
                    float value = rank == self ? Element.ToSingle(own[row][i]) : Element.ToSingle(returned[row][i]);
                    sum = any ? sum + value : value;
                    any = true;
                }
            }

            result[i] = Element.FromSingle<T>(sum);
        }
    }
}
