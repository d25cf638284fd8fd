using System.Globalization;
using System.Text;

namespace Moe.Report;

/// <summary>What the page says of one exchange; the script adds the pictures, and the tables stand without it.</summary>
internal static class HtmlSection
{
    /// <summary>The section.</summary>
    public static string Of(ExchangeSummary exchange)
    {
        var any = exchange.Any;
        return $"""
            <article data-exchange>
            <header>
            <p class="kicker">Mixture-of-experts exchange{(any.Exchange > 1 ? $" {any.Exchange}" : "")}</p>
            <h1 title="{HtmlText.Of(any.Routing)}">{HtmlText.Of(ShortName.Of(any.Routing))}</h1>
            <p class="shape">{HtmlText.Of(Headline.Shape(exchange))}</p>
            <p class="shape quiet">{HtmlText.Of(Headline.Recorded(exchange))}</p>
            {Notice(exchange)}
            </header>
            <dl class="figures">
            {string.Concat(KeyFigure.Of(exchange).Select(Figure))}
            </dl>
            <section>
            <h2>Traffic between ranks</h2>
            <p>Rows that a dispatch sends from each rank to each rank, mean of the plans. Combine sends the same back. What stays
            on its rank, on the diagonal, never travels.</p>
            <div class="plot" data-plot="traffic"></div>
            {Details("Rows from rank to rank", Traffic(exchange))}
            </section>
            <section>
            <h2>Load of each expert</h2>
            <p>Choices that a plan brings to each expert, mean of the plans. Experts count from 0 on their rank, as a routing's
            destinations do; a replica is one of its own.</p>
            <div class="plot" data-plot="load"></div>
            {Details("Choices for each expert", Load(exchange))}
            {Details("Choices of each rank's tokens", Made(exchange))}
            </section>
            <section>
            <h2>Time of each stage</h2>
            <p>On each rank's device, median of the calls. Waiting for a slower rank is part of the stage that waits.</p>
            <div class="plot" data-plot="stages"></div>
            {Details("Median time of each stage", Stages(exchange))}
            </section>
            </article>

            """;
    }

    private static string Notice(ExchangeSummary exchange)
        => exchange.Missing.Any()
            ? $"""<p class="notice">{HtmlText.Of(Headline.Missing(exchange))}</p>"""
            : "";

    private static string Figure(KeyFigure figure)
        => $"""
            <div><dt>{HtmlText.Of(figure.Name)}</dt><dd>{HtmlText.Of(figure.Value)}</dd><dd class="note">{HtmlText.Of(figure.Note)}</dd></div>

            """;

    private static string Details(string summary, string table)
        => $"""<details><summary>{summary}, as a table</summary><div class="table">{table}</div></details>""";

    private static string Traffic(ExchangeSummary exchange)
        => Table(
            ["from", .. Ranks(exchange).Select(rank => $"to {rank}")],
            Ranks(exchange).Select(rank => Row($"rank {rank}", exchange.Rows[rank], exchange.Ranks, Unit.Count)));

    private static string Load(ExchangeSummary exchange)
    {
        int most = exchange.Any.ExpertsOnRank.Max();
        return Table(
            ["", .. Enumerable.Range(0, most).Select(expert => $"expert {Number(expert)}")],
            Ranks(exchange).Select(rank => Row($"rank {rank}", exchange.Load[rank], most, Unit.Count)));
    }

    private static string Made(ExchangeSummary exchange)
        => Table(
            ["", "made", "masked by the gate", "dropped by the routing"],
            Ranks(exchange).Select(rank => Row(
                $"rank {rank}",
                exchange.Made[rank] is { } made ? [made.Made, made.Masked, made.Dropped] : null, width: 3, Unit.Count)));

    private static string Stages(ExchangeSummary exchange)
        => Table(
            ["", .. exchange.Stages.Select(stage => $"{stage.Step}: {StageWords.Label(stage.Stage)}")],
            Ranks(exchange).Select(rank => Cells(
                $"rank {rank}",
                exchange.Stages.Select(stage => stage.Seconds[rank] is { } seconds ? Unit.Time(seconds) : "–"))));

    private static IEnumerable<int> Ranks(ExchangeSummary exchange) => Enumerable.Range(0, exchange.Ranks);

    private static string Row(string title, double[]? amounts, int width, Func<double, string> words)
        => Cells(title, Enumerable.Range(0, width).Select(i => i < amounts?.Length ? words(amounts[i]) : "–"));

    private static string Table(IEnumerable<string> titles, IEnumerable<string> rows)
    {
        var head = string.Concat(titles.Select(title => $"""<th scope="col">{HtmlText.Of(title)}</th>"""));
        return $"<table><thead><tr>{head}</tr></thead><tbody>{string.Concat(rows)}</tbody></table>";
    }

    private static string Cells(string title, IEnumerable<string> cells)
    {
        var row = new StringBuilder($"""<tr><th scope="row">{title}</th>""");
        foreach (var cell in cells)
            row.Append("<td>").Append(HtmlText.Of(cell)).Append("</td>");
        return row.Append("</tr>").ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
