using System.Globalization;
using Spectre.Console;

namespace GroupedExperts;

/// <summary>Where each expert's rows stood, and what the padding came to.</summary>
internal static class GroupTable
{
    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="results">[R] what each rank has to show.</param>
    public static void Write(IAnsiConsole console, RankResult[] results)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var column in new[] { "rows from", "rows", "padding", "tiles" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (rank, result) in results.Index())
        {
            for (int expert = 0; expert < result.TokensPerExpert.Length; expert++)
            {
                int rows = result.TokensPerExpert[expert];
                int padded = result.ExpertOffsets[expert + 1] - result.ExpertOffsets[expert];
                table.AddRow(
                    $"rank {rank}, expert {expert}", Number(result.ExpertOffsets[expert]), Number(rows),
                    Number(padded - rows), Number(padded / GroupedProduct.TileRows));
            }
        }

        console.Write(table);
        long asked = results.Sum(result => result.TokensPerExpert.Sum(rows => (long)rows));
        long all = results.Sum(result => (long)result.ExpertOffsets[^1]);
        double padding = all == 0 ? 0 : 1 - ((double)asked / all);
        console.WriteLine(
            $"{Number(all)} rows for {Number(asked)} choices: {padding.ToString("P0", CultureInfo.InvariantCulture)} of the "
            + "tiles is padding. The more tokens, the less.");
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
