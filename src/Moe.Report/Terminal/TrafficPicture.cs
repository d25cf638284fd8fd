using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moe.Report;

/// <summary>Rows from rank to rank: numbers where there is room for them, else a shade for each two ranks.</summary>
internal static class TrafficPicture
{
    private const int NumberWidth = 8;
    private const int Margin = 6;
    private const int LabelEvery = 8;

    /// <summary>The picture.</summary>
    public static IRenderable Of(ExchangeSummary exchange, int width)
    {
        double most = exchange.Rows.SelectMany((row, from) => (row ?? []).Where((_, to) => to != from)).DefaultIfEmpty().Max();
        if (Margin + (exchange.Ranks * NumberWidth) <= width && exchange.Ranks <= 16)
            return Numbers(exchange, most);
        int cell = Margin + (exchange.Ranks * 2) <= width ? 2 : 1;
        return Margin + (exchange.Ranks * cell) <= width
            ? Shades(exchange, most, cell)
            : new Text($"{exchange.Ranks} ranks do not fit into {width} columns; a page has room for them.\n", Color.Grey);
    }

    private static Table Numbers(ExchangeSummary exchange, double most)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("from");
        for (int to = 0; to < exchange.Ranks; to++)
            table.AddColumn(new TableColumn($"to {Number(to)}").RightAligned());
        for (int from = 0; from < exchange.Ranks; from++)
        {
            var row = exchange.Rows[from];
            table.AddRow([
                new Text(Number(from), Color.Grey),
                .. Enumerable.Range(0, exchange.Ranks).Select(to => row is null
                    ? new Text("?", Color.Grey)
                    : new Text(Unit.Count(row[to]), to == from ? Color.Grey : Shade.Tint(row[to] / most))),
            ]);
        }

        return table;
    }

    private static Paragraph Shades(ExchangeSummary exchange, double most, int cell)
    {
        var picture = new Paragraph();
        picture.Append(new string(' ', Margin));
        for (int to = 0; to < exchange.Ranks; to += LabelEvery)
            picture.Append(Number(to).PadRight(LabelEvery * cell), Color.Grey);
        picture.Append("to rank\n", Color.Grey);
        for (int from = 0; from < exchange.Ranks; from++)
        {
            picture.Append($"{Number(from),Margin - 1} ", Color.Grey);
            for (int to = 0; to < exchange.Ranks; to++)
            {
                double? part = exchange.Rows[from] is { } row ? row[to] / Math.Max(most, double.Epsilon) : null;
                if (to == from || part is null)
                    picture.Append(new string(part is null ? '?' : '·', cell), Color.Grey);
                else
                    picture.Append(new string(Shade.Fill(part.Value), cell), Shade.Tint(part.Value));
            }

            picture.Append("\n");
        }

        picture.Append(
            $"{new string(' ', Margin)}░ to {Unit.Count(most / 4)}  ▒ to {Unit.Count(most / 2)}  ▓ to {Unit.Count(most * 0.75)}"
            + $"  █ to {Unit.Count(most)} rows  · stays\n", Color.Grey);
        return picture;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
