using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>Experts of a rank: what they answer, in either layout.</summary>
/// <param name="answer">What an expert of a rank answers to a value, before it is rounded to T.</param>
/// <typeparam name="T">The element type of rows.</typeparam>
internal sealed class Experts<T>(Func<int, int, float, float> answer)
    where T : unmanaged
{
    private static readonly ElementFormat<T> Format = ElementFormat<T>.Instance;

    /// <summary>They answer with what they got.</summary>
    public static Experts<T> Identity { get; } = new((_, _, value) => value);

    /// <summary>Each has a slope of its own, and answers of one may cancel those of another.</summary>
    public static Experts<T> Linear { get; } = new((rank, expert, value) =>
    {
        float slope = 1f + (0.375f * rank) + expert;
        return (rank + expert) % 2 == 0 ? value * slope : value * -slope;
    });

    /// <summary>What an expert answers to one value.</summary>
    public T Answer(int rank, int expert, T value) => Format.Round(answer(rank, expert, Format.Widen(value)));

    /// <summary>
    /// [M, H] what a rank's experts answer to what it received. By rank with several choices a token they weigh and add
    /// in rising order of choice, in float, as a caller has to. NaN on padding.
    /// </summary>
    public T[] Answers(ExchangeSetup setup, int rank, Received<T> received)
    {
        var answers = Format.Poison(received.Rows.Length);
        for (int row = 0; row < answers.Length / setup.Hidden; row++)
        {
            for (int h = 0; h < setup.Hidden; h++)
            {
                int at = (row * setup.Hidden) + h;
                if (setup.Layout == ExpertLayout.ByRank && setup.TopK > 1)
                    answers[at] = Weighed(setup, rank, received, row, received.Rows[at]);
                else if (ExpertOf(setup, received, row) is { } expert)
                    answers[at] = Answer(rank, expert, received.Rows[at]);
            }
        }

        return answers;
    }

    private static int? ExpertOf(ExchangeSetup setup, Received<T> received, int row)
    {
        if (setup.Layout == ExpertLayout.ByRank)
            return received.TopkIndices[row];
        int token = received.RowToken[row];
        return token < 0 ? null : received.TopkIndices[(token * setup.TopK) + received.RowChoice[row]];
    }

    private T Weighed(ExchangeSetup setup, int rank, Received<T> received, int pair, T value)
    {
        float? sum = null;
        for (int choice = 0; choice < setup.TopK; choice++)
        {
            int at = (pair * setup.TopK) + choice;
            if (received.TopkIndices[at] < 0)
                continue;
            float weighed = Format.Widen(Answer(rank, received.TopkIndices[at], value)) * received.TopkWeights[at];
            sum = sum is { } others ? others + weighed : weighed;
        }

        return Format.Round(sum!.Value);
    }
}
