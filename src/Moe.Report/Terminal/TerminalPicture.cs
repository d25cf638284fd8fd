using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moe.Report;

/// <summary>An exchange on a terminal. What colours say, the characters say too.</summary>
internal sealed class TerminalPicture(IAnsiConsole console, ExchangeSummary exchange)
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        Line(ShortName.Of(exchange.Any.Routing), Bold);
        Line(Headline.Shape(exchange));
        Line(Headline.Recorded(exchange), Color.Grey);
        if (exchange.Missing.Any())
            Line(Headline.Missing(exchange), Color.Orange1);
        console.Write(Figures());
        Section("Traffic between ranks", "rows a dispatch, mean of the plans; the diagonal stays", TrafficPicture.Of(exchange, console.Profile.Width));
        Section("Load of each expert", "choices a plan, mean of the plans", LoadPicture.Of(exchange, console.Profile.Width));
        Section("Time of each stage", "median of a rank's calls", StagePicture.Of(exchange, console.Profile.Width));
    }

    private Table Figures()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        table.Columns[1].RightAligned();
        foreach (var figure in KeyFigure.Of(exchange))
            table.AddRow(new Text(figure.Name, Color.Grey), new Text(figure.Value, Bold), new Text(figure.Note, Color.Grey));
        return table;
    }

    private void Section(string title, string what, IRenderable picture)
    {
        console.WriteLine();
        console.Write(new Text(title, Bold));
        Line($", {what}", Color.Grey);
        console.Write(picture);
    }

    private void Line(string text, Style? style = null)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
