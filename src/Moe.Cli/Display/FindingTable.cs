using Spectre.Console;

namespace Moe.Cli;

/// <summary>Lists findings.</summary>
internal static class FindingTable
{
    /// <summary>A line for each: subject, state, what was found and where.</summary>
    public static Table Of(IEnumerable<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "", "Found", "Where");
        table.Columns[1].NoWrap();
        foreach (var finding in findings)
        {
            var (word, color) = finding.State switch
            {
                FindingState.Ok => ("ok", Color.Green),
                FindingState.Unneeded => ("-", Color.Grey),
                FindingState.Warning => ("warning", Color.Orange1),
                _ => ("missing", Color.Red),
            };
            table.AddRow(
                new Text(finding.Subject), new Text(word, color), new Text(finding.Found),
                new Text(finding.Where, Color.Grey));
        }

        return table;
    }
}
