using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>
/// Holds what all ranks received against what all brought: every choice is in one place, the place that it was routed
/// to, in order, with its row and its weight, or nowhere; and nothing else is anywhere.
/// </summary>
/// <typeparam name="T">The element type of rows.</typeparam>
internal sealed class Arrivals<T>
    where T : unmanaged
{
    private readonly DrawnBatches<T> _drawn;
    private readonly ExchangeSetup _setup;
    private readonly Received<T>[] _received;
    private readonly int[][] _timesArrived;

    private Arrivals(DrawnBatches<T> drawn, Received<T>[] received)
    {
        _drawn = drawn;
        _setup = drawn.Setup;
        _received = received;
        _timesArrived = Array.ConvertAll(drawn.Batches, batch => new int[batch.Experts.Length]);
    }

    /// <summary>Checks what every rank received, [R].</summary>
    public static void Check(DrawnBatches<T> drawn, Received<T>[] received)
    {
        var arrivals = new Arrivals<T>(drawn, received);
        for (int rank = 0; rank < received.Length; rank++)
        {
            arrivals.CheckPairs(rank);
            arrivals.CheckCounts(rank);
            if (drawn.Setup.Layout == ExpertLayout.ByRank)
                arrivals.CheckRowsByRank(rank);
            else
                arrivals.CheckRowsByExpert(rank);
        }

        arrivals.CheckEveryChoice();
    }

    // Each pair once, by source rank and token, and only where one of its choices is.
    private void CheckPairs(int rank)
    {
        var received = _received[rank];
        (int Source, int Token) before = (-1, -1);
        for (int pair = 0; pair < received.SourceIndex.Length; pair++)
        {
            var (source, token) = (received.SourceRank[pair], received.SourceIndex[pair]);
            string where = $"rank {rank}, pair {pair}, which is token {token} of rank {source}";
            Assert.IsGreaterThan(0, (source, token).CompareTo(before), $"{where}: comes after {before}");
            before = (source, token);
            bool any = false;
            for (int choice = 0; choice < _setup.TopK; choice++)
                any |= CheckChoice(rank, pair, choice, $"{where}, choice {choice}");
            Assert.IsTrue(any, $"{where}: no choice of it is here");
        }
    }

    private bool CheckChoice(int rank, int pair, int choice, string where)
    {
        int at = (pair * _setup.TopK) + choice;
        var (source, token) = (_received[rank].SourceRank[pair], _received[rank].SourceIndex[pair]);
        int expert = _received[rank].TopkIndices[at];
        float weight = _received[rank].TopkWeights[at];
        if (expert == -1)
        {
            Assert.AreEqual(0f, weight, $"{where}: weight of a choice that went elsewhere");
            return false;
        }

        Assert.AreEqual<Place?>(new Place(rank, expert, weight), _drawn.PlaceOf(source, token, choice), where);
        _timesArrived[source][(token * _setup.TopK) + choice]++;
        return true;
    }

    private void CheckCounts(int rank)
    {
        var received = _received[rank];
        for (int source = 0; source < _setup.Ranks; source++)
        {
            int pairs = received.SourceRank.Count(r => r == source);
            Assert.AreEqual(pairs, received.TokensFromRank[source], $"rank {rank}: TokensFromRank[{source}]");
            Assert.AreEqual(pairs, _received[source].TokensToRank[rank], $"rank {source}: TokensToRank[{rank}]");
        }

        int offset = 0;
        Assert.HasCount(_setup.LocalExpertsOf(rank), received.TokensPerExpert);
        for (int expert = 0; expert < received.TokensPerExpert.Length; expert++)
        {
            int choices = received.TopkIndices.Count(e => e == expert);
            Assert.AreEqual(choices, received.TokensPerExpert[expert], $"rank {rank}: TokensPerExpert[{expert}]");
            Assert.AreEqual(offset, received.ExpertOffsets[expert], $"rank {rank}: ExpertOffsets[{expert}]");
            offset = (offset + choices + _setup.Alignment - 1) / _setup.Alignment * _setup.Alignment;
        }

        Assert.AreEqual(offset, received.ExpertOffsets[^1], $"rank {rank}: the last of ExpertOffsets");
    }

    // A row a pair.
    private void CheckRowsByRank(int rank)
    {
        var received = _received[rank];
        Assert.HasCount(received.SourceIndex.Length * _setup.Hidden, received.Rows);
        for (int pair = 0; pair < received.SourceIndex.Length; pair++)
            CheckRow(rank, row: pair, pair);
    }

    // By expert, then pair, then choice; each expert's rows are as many as its choices, and none comes twice.
    private void CheckRowsByExpert(int rank)
    {
        var received = _received[rank];
        int rows = received.ExpertOffsets[^1];
        Assert.HasCount(rows * _setup.Hidden, received.Rows);
        Assert.HasCount(rows, received.RowToken);
        for (int expert = 0; expert < received.TokensPerExpert.Length; expert++)
        {
            int first = received.ExpertOffsets[expert];
            int end = first + received.TokensPerExpert[expert];
            (int Pair, int Choice) before = (-1, -1);
            for (int row = first; row < end; row++)
            {
                var (pair, choice) = (received.RowToken[row], received.RowChoice[row]);
                string where = $"rank {rank}, expert {expert}, row {row}, which is choice {choice} of pair {pair}";
                Assert.IsGreaterThan(0, (pair, choice).CompareTo(before), $"{where}: comes after {before}");
                before = (pair, choice);
                int at = (pair * _setup.TopK) + choice;
                Assert.AreEqual(received.TopkIndices[at], expert, where);
                Assert.AreEqual(received.TopkWeights[at], received.RowWeight[row], $"{where}: weight");
                CheckRow(rank, row, pair);
            }

            for (int row = end; row < received.ExpertOffsets[expert + 1]; row++)
                CheckPadding(rank, row);
        }
    }

    private void CheckRow(int rank, int row, int pair)
    {
        var received = _received[rank];
        Expect.SameBits(
            _drawn.RowOf(received.SourceRank[pair], received.SourceIndex[pair]),
            received.Rows.AsSpan(row * _setup.Hidden, _setup.Hidden),
            $"rank {rank}: row {row}");
    }

    private void CheckPadding(int rank, int row)
    {
        var received = _received[rank];
        Assert.AreEqual(-1, received.RowToken[row], $"rank {rank}: RowToken of padding {row}");
        Assert.AreEqual(-1, received.RowChoice[row], $"rank {rank}: RowChoice of padding {row}");
        Assert.AreEqual(0f, received.RowWeight[row], $"rank {rank}: RowWeight of padding {row}");
        Expect.SameBits<T>(
            new T[_setup.Hidden],
            received.Rows.AsSpan(row * _setup.Hidden, _setup.Hidden),
            $"rank {rank}: padding {row}");
    }

    private void CheckEveryChoice()
    {
        for (int source = 0; source < _setup.Ranks; source++)
        {
            for (int at = 0; at < _timesArrived[source].Length; at++)
            {
                var (token, choice) = (at / _setup.TopK, at % _setup.TopK);
                int expected = _drawn.PlaceOf(source, token, choice) is null ? 0 : 1;
                Assert.AreEqual(
                    expected, _timesArrived[source][at],
                    $"how often choice {choice} of token {token} of rank {source} arrived");
            }

            int masked = _drawn.Batches[source].Experts.Count(expert => expert == -1);
            Assert.AreEqual(masked, _received[source].ChoicesMasked, $"rank {source}: ChoicesMasked");
            Assert.AreEqual(
                _timesArrived[source].Count(times => times == 0) - masked, _received[source].ChoicesDropped,
                $"rank {source}: ChoicesDropped");
        }
    }
}
