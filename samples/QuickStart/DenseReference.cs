namespace QuickStart;

/// <summary>The layer on a single rank, with no routing and no exchange, in double precision.</summary>
internal sealed class DenseReference
{
    private readonly Dictionary<string, DenseAnswer> _answers;

    private DenseReference(Dictionary<string, DenseAnswer> answers) => _answers = answers;

    /// <summary>Computes each distinct word once: equal words have equal embeddings, and so equal answers.</summary>
    public static DenseReference Of(Corpus corpus, Settings settings)
    {
        var words = corpus.Words.Distinct().ToArray();
        var x = Embedding.Of(words, settings.Hidden);
        var choices = new Gate(settings).Choose(x);
        var experts = new DenseExpert[settings.Experts];
        Parallel.For(
            0, experts.Length,
            expert => experts[expert] = new DenseExpert(ExpertWeights.Of(expert, settings.Hidden), settings.Hidden));

        var answers = new DenseAnswer[words.Length];
        Parallel.For(0, words.Length, word =>
        {
            answers[word] = new DenseAnswer(new double[settings.Hidden], new double[settings.Hidden]);
            for (int choice = word * settings.TopK; choice < (word + 1) * settings.TopK; choice++)
            {
                experts[choices.Experts[choice]].AddTo(
                    answers[word], x.AsSpan(word * settings.Hidden, settings.Hidden), choices.Weights[choice],
                    settings.TopK);
            }
        });
        return new DenseReference(words.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Compares what the ranks combined.</summary>
    /// <param name="words">[T] the words.</param>
    /// <param name="combined">[T, H] what they became.</param>
    public Verdict Check(IReadOnlyList<string> words, ReadOnlySpan<float> combined)
    {
        var verdict = new Verdict();
        int hidden = combined.Length / words.Count;
        for (int token = 0; token < words.Count; token++)
        {
            var answer = _answers[words[token]];
            for (int h = 0; h < hidden; h++)
                verdict.Add(answer.Values[h], combined[(token * hidden) + h], answer.Bounds[h]);
        }

        return verdict;
    }
}
