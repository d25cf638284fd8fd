using Moe.Runtime;
using Samples;
using Spectre.Console;

namespace QuickStart;

/// <summary>Shows a run: tables and bars, with colours on a terminal and without them in a pipe.</summary>
internal sealed class Report(IAnsiConsole console, Settings settings)
{
    // A rank keeps its colour from one picture to the next.
    private static readonly Color[] RankColors =
    [
        Color.DodgerBlue1, Color.Orange1, Color.SpringGreen3, Color.MediumPurple, Color.Gold1, Color.HotPink, Color.Aqua,
        Color.Grey70,
    ];

    /// <summary>Writes it.</summary>
    /// <param name="file">The text's file name.</param>
    /// <param name="corpus">Its words.</param>
    /// <param name="results">[R] what each rank has to show.</param>
    /// <param name="verdict">How the combined tokens compare with the reference.</param>
    public void Write(string file, Corpus corpus, RankResult[] results, Verdict verdict)
    {
        WriteHeading(file, corpus);
        WriteRows([.. results.Select(result => result.RowsToRank)]);
        WriteLoad([.. results.SelectMany(result => result.ChoicesPerExpert)]);
        WriteCuda();
        WriteVerdict(verdict);
    }

    private void WriteHeading(string file, Corpus corpus)
    {
        var words = corpus.Words.Count == corpus.InFile
            ? $"{corpus.InFile} words of {file}"
            : $"The first {corpus.Words.Count} of the {corpus.InFile} words of {file}";
        var layout = settings.Layout == ExpertLayout.ByExpert ? "by expert" : "by rank";
        Heading($"{words}, on {Devices.Describe(settings.Ranks)}");
        Line($"{settings.Experts} experts, {settings.ExpertsPerRank} a rank; {settings.TopK} for each word");
        Line($"hidden size {settings.Hidden}, float; rows arrive {layout}");
        Line("");
    }

    private void WriteRows(int[][] sent)
    {
        Heading("Rows sent");
        var table = new Table().Border(TableBorder.Simple).AddColumn("");
        for (int rank = 0; rank < sent.Length; rank++)
            table.AddColumn(new TableColumn(new Text($"to {rank}", ColorOf(rank))).RightAligned());
        table.AddColumn(new TableColumn("in all").RightAligned());
        for (int rank = 0; rank < sent.Length; rank++)
        {
            var cells = sent[rank].Append(sent[rank].Sum()).Select(rows => new Text($"{rows}"));
            table.AddRow([new Text($"from {rank}", ColorOf(rank)), .. cells]);
        }

        console.Write(table);
        Line("");
    }

    private void WriteLoad(int[] words)
    {
        Heading("Words for each expert");
        var chart = new BarChart().Width(72);
        for (int expert = 0; expert < words.Length; expert++)
        {
            int rank = expert / settings.ExpertsPerRank;
            chart.AddItem($"expert {expert} on rank {rank}", words[expert], ColorOf(rank));
        }

        console.Write(chart);
        Line($"The busiest expert has {words.Max() / words.Average():F1} times the average.");
        Line("");
    }

    private void WriteCuda()
    {
        Heading("The routing in CUDA C++");
        var tool = Repository.Folder() is { } folder
            ? $"dotnet run --project {Nearby(Path.Combine(folder, "src", "Moe.Cli"))} --"
            : "moe";
        Line($"{tool} inspect {Nearby(typeof(WordRouting).Assembly.Location)} {nameof(WordRouting)}");
        Line("");
    }

    private void WriteVerdict(Verdict verdict)
    {
        Heading("Against the same layer on one rank in double");
        Line($"greatest error {verdict.GreatestError:G3}, where values reach {verdict.GreatestValue:G3}");
        Line($"bounds derived from the roundings reach {verdict.GreatestBound:G3}; no error uses more than {verdict.GreatestShare:P2} of its own");
        if (verdict.Verified)
            console.MarkupLine("[green]verified[/]");
        else
            console.MarkupLine("[red]not verified: an error is greater than its bound[/]");
    }

    private static Color ColorOf(int rank) => RankColors[rank % RankColors.Length];

    private static string Nearby(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);

    private void Heading(string text) => console.MarkupLineInterpolated($"[bold]{text}[/]");

    // Past Spectre, which breaks lines at the width of the console: a command has to stay in one piece.
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);
}
