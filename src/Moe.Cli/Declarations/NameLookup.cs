namespace Moe.Cli;

/// <summary>Finds names that were typed by a person.</summary>
internal static class NameLookup
{
    private const int Suggestions = 3;

    /// <summary>The names that end in what was typed, at a dot; an exact one beats the rest.</summary>
    public static IReadOnlyList<T> Find<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string typed)
    {
        var found = items.Where(item => nameOf(item) == typed).ToArray();
        return found.Length > 0
            ? found
            : [.. items.Where(item => nameOf(item).EndsWith('.' + typed, StringComparison.Ordinal))];
    }

    /// <summary>The names that look most like what was typed, the nearest first.</summary>
    public static IEnumerable<string> Near(IEnumerable<string> names, string typed)
        => names.OrderBy(name => Distance(Last(name), Last(typed))).ThenBy(name => name, StringComparer.Ordinal)
            .Take(Suggestions);

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();

    // Levenshtein: letters to insert, delete or replace.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
