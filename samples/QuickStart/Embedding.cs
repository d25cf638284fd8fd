using Samples;

namespace QuickStart;

/// <summary>Turns a word into a vector that depends on its letters alone.</summary>
internal static class Embedding
{
    /// <summary>The vectors of some words, [words, H].</summary>
    public static float[] Of(IReadOnlyList<string> words, int hidden)
    {
        var rows = new float[words.Count * hidden];
        for (int i = 0; i < words.Count; i++)
            new SplitMix64(Hash(words[i])).Fill(rows.AsSpan(i * hidden, hidden), scale: 1f);
        return rows;
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static ulong Hash(string word)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in word)
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
