using System.Globalization;
using Spectre.Console;

namespace ExpertPlacement;

/// <summary>Two placements side by side.</summary>
internal sealed class Comparison(Settings settings, Outcome before, Outcome after)
{
    /// <summary>Writes it.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        console.Write(new Rule("What replicas have changed") { Justification = Justify.Left });
        var table = new Table().Border(TableBorder.Simple).AddColumn("");
        table.AddColumn(new TableColumn("before").RightAligned());
        table.AddColumn(new TableColumn("after").RightAligned());
        Row("experts on a rank, from and to", outcome => $"{Slots(outcome).Min()} to {Slots(outcome).Max()}");
        Row("choices for the busiest rank", outcome => Number(Load(outcome).Max()));
        Row("against the mean rank", outcome => $"{Load(outcome).Max() / Load(outcome).Average():0.00}×");
        Row("rows that leave their node", outcome => Number(OffNode(outcome)));
        Row($"dropped: below {settings.DropBelow} % of the token's weight", outcome => Number(outcome.Plain.TooLight));
        Row("dropped: no replica on the token's nodes", outcome => Number(outcome.Plain.OffNode));
        console.Write(table);

        void Row(string what, Func<Outcome, string> value) => table.AddRow(what, value(before), value(after));
    }

    private static IEnumerable<int> Slots(Outcome outcome)
        => outcome.Results.Select(result => result.ChoicesPerSlot.Length);

    private static IEnumerable<int> Load(Outcome outcome) => outcome.Results.Select(result => result.ChoicesPerSlot.Sum());

    private int OffNode(Outcome outcome)
        => outcome.Results.Index().Sum(result => result.Item.TokensToRank
            .Where((_, to) => settings.NodeOf(to) != settings.NodeOf(result.Index)).Sum());

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
