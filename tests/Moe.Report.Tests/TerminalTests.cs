using System.Text.RegularExpressions;
using Moe.Runtime;
using Spectre.Console;

namespace Moe.Report.Tests;

[TestClass]
public sealed class TerminalTests
{
    [TestMethod]
    public void Two_ranks_in_full()
    {
        string[] expected =
        [
            "BlockRouting",
            "2 ranks · 4 experts · top 2 · rows of 4 Single · ByExpert",
            "2 plans of 30 tokens on all ranks, recorded on 2 × NVIDIA H200",
            "Plan            6 µs slowest rank, one call",
            "Dispatch       96 µs slowest rank, median of 2",
            "Combine        50 µs slowest rank, one call",
            "On the wire    224 B the rows of a dispatch, all ranks; logically 896 B",
            "Busiest rank   1.50× the mean of choices, on rank 1",
            "Busiest expert 1.50× the mean, expert 0 of rank 1",
            "Masked         4.2 % of choices, by the gate; 5 % of rank 0's",
            "Dropped        2.5 % of choices, by the routing; 3.8 % of rank 1's",
            "",
            "Traffic between ranks, rows a dispatch, mean of the plans; the diagonal stays",
            "",
            "  from   to 0   to 1",
            "──────────────────────",
            "  0         5      6",
            "  1         8   15.5",
            "",
            "",
            "Load of each expert, choices a plan, mean of the plans",
            "rank 0    ▄▂ 0.50×",
            "rank 1    ██ 1.50×",
            "          █ 21 choices; at the end, a rank's part of the mean rank's",
            "",
            "Time of each stage, median of a rank's calls",
            "",
            "             Stage                 Median rank   Slowest rank   Which",
            "────────────────────────────────────────────────────────────────────────────────────────────────────────",
            "  plan       route and count            1.5 µs           2 µs       1   █",
            "             exchange headers             3 µs           4 µs       1   █",
            "  dispatch   pack                        11 µs          11 µs       0   ████",
            "             wait for counts              0 µs           0 µs       0",
            "             send and receive            60 µs          80 µs       1   ██████████████████████░░░░░░░░",
            "             arrange for experts          5 µs           5 µs       0   ██",
            "  combine    weigh                        4 µs           4 µs       0   █",
            "             send back                   30 µs          40 µs       1   ███████████░░░░",
            "             sum                          6 µs           6 µs       0   ██",
            "",
            "",
        ];

        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', Lines(Shown(Traces.TwoRanks()))));
    }

    [TestMethod]
    public void What_colours_say_the_characters_say_too()
    {
        string colour = Shown(Traces.TwoRanks(), ansi: AnsiSupport.Yes);

        StringAssert.Contains(colour, "\u001b[");
        Assert.AreEqual(Shown(Traces.TwoRanks()), Regex.Replace(colour, "\u001b\\[[0-9;]*m", ""));
    }

    [TestMethod]
    [DataRow(64, 80)]
    [DataRow(64, 200)]
    [DataRow(17, 80)]
    public void Many_ranks_are_shades_that_fit(int ranks, int width)
    {
        var lines = Lines(Shown(Traces.Even(ranks), width));

        Assert.HasCount(ranks, lines.Where(line => Regex.IsMatch(line, @"^ +\d+ █*·+█*$")));
        Assert.IsTrue(lines.All(line => line.Length <= width), lines.MaxBy(line => line.Length));
    }

    [TestMethod]
    public void More_ranks_than_columns_are_left_to_the_page()
        => StringAssert.Contains(
            Shown(Traces.Even(64), width: 69), "64 ranks do not fit into 69 columns; a page has room for them.");

    [TestMethod]
    public void Missing_ranks_are_question_marks()
    {
        var lines = Lines(Shown(Traces.Even(64)[..1]));

        Assert.HasCount(63, lines.Where(line => Regex.IsMatch(line, @"^ +\d+ \?{128}$")));
        Assert.HasCount(63, lines.Where(line => Regex.IsMatch(line, @"^rank \d+ +\?$")));
    }

    private static string Shown(ExchangeRecord[] records, int width = 160, AnsiSupport ansi = AnsiSupport.No)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = ansi == AnsiSupport.Yes ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        foreach (var summary in Merge.Of(records))
            new TerminalPicture(console, summary).Write();
        return output.ToString();
    }

    private static string[] Lines(string text) => text.Split('\n').Select(line => line.TrimEnd()).ToArray();
}
