using System.Text.RegularExpressions;
using Samples;

namespace QuickStart;

/// <summary>The words of a file: the sample's tokens.</summary>
/// <param name="Words">The first words, in order, in lower case.</param>
/// <param name="InFile">How many words the file has.</param>
internal sealed partial record Corpus(IReadOnlyList<string> Words, int InFile)
{
    // The CPU device checks every access of every kernel: this many take a few seconds at --topk 6 --hidden 512.
    private const int MostWords = 2048;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read, or has no words.</exception>
    public static Corpus Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no file {path}.");
        string content;
        try
        {
            content = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {e.Message}");
        }

        var words = Word().Matches(content.ToLowerInvariant()).Select(match => match.Value).ToArray();
        return words.Length > 0
            ? new Corpus(words[..Math.Min(words.Length, MostWords)], words.Length)
            : throw new UsageException($"{path} has no words.");
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
