using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moe.Report;

/// <summary>How long stages took: the median rank, the slowest one, and a bar for each.</summary>
internal static class StagePicture
{
    private const int NumbersWidth = 74;
    private const int MaxBarWidth = 30;

    /// <summary>The picture.</summary>
    public static IRenderable Of(ExchangeSummary exchange, int width)
    {
        if (exchange.Stages.Count == 0)
            return new Text("No stage was timed. On a GPU times are known once the exchange is disposed: do so before the trace.\n");
        int barWidth = Math.Clamp(width - NumbersWidth, 0, MaxBarWidth);
        double longest = exchange.Stages.Max(stage => stage.Seconds.Max() ?? 0);
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Stage");
        foreach (var column in new[] { "Median rank", "Slowest rank", "Which" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("");
        foreach (var column in table.Columns)
            column.NoWrap();
        string? last = null;
        foreach (var stage in exchange.Stages)
        {
            double median = Median.Of(stage.Seconds.OfType<double>()) ?? 0;
            double slowest = stage.Seconds.Max() ?? 0;
            table.AddRow(
                new Text(stage.Step == last ? "" : stage.Step),
                new Text(StageWords.Label(stage.Stage)),
                new Text(Unit.Time(median)),
                new Text(Unit.Time(slowest)),
                new Text(Array.IndexOf(stage.Seconds, slowest).ToString(CultureInfo.InvariantCulture), Color.Grey),
                Bar(median / longest, slowest / longest, barWidth));
            last = stage.Step;
        }

        return table;
    }

    private static Paragraph Bar(double median, double slowest, int width)
    {
        int full = Length(median, width);
        return new Paragraph()
            .Append(new string('█', full), Shade.Tint(1))
            .Append(new string('░', Length(slowest, width) - full), Shade.Hot);
    }

    // Where all took no time at all, there is nothing to draw.
    private static int Length(double part, int width) => double.IsNaN(part) ? 0 : (int)Math.Round(part * width);
}
