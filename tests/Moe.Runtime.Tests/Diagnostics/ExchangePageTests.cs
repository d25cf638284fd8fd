using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Moe.Dsl;
using Moe.Runtime.Tests.Exchange;

namespace Moe.Runtime.Tests.Diagnostics;

/// <summary>The worked example of docs/exchange.md is what an exchange counts.</summary>
[TestClass]
public sealed class ExchangePageTests
{
    private const int Ranks = 8;
    private const int LocalExperts = 32;
    private const int Tokens = 4096;

    private static readonly string Page = File.ReadAllText(Path.Combine(Here(), "../../../docs/exchange.md"));

    [TestMethod]
    public void The_worked_example_has_the_bytes_that_an_exchange_counts()
    {
        var shape = ExchangeShape.OfEqualRanks<BlockRouting>(
            new ExchangeOptions { Experts = 256, TopK = 8, Hidden = 7168, Layout = ExpertLayout.ByExpert }, Ranks);
        var exchange = ExchangeDescription.Of<BlockRouting, BFloat16>(shape);
        var counts = CountsOf(shape, toOthers: Number("n = m = "), own: Number(", o = "));

        Assert.AreEqual(StepVolume.OfPlan(shape).WireBytesSent, Row("plan"));
        Assert.AreEqual(
            StepVolume.OfDispatch(exchange, counts, withRecords: true).WireBytesSent, Row("dispatch, a plan's first"));
        Assert.AreEqual(
            StepVolume.OfDispatch(exchange, counts, withRecords: false).WireBytesSent, Row("dispatch, later ones"));
        Assert.AreEqual(StepVolume.OfCombine(exchange, counts).WireBytesSent, Row("combine"));
        Assert.AreEqual(
            StepVolume.OfDispatch(exchange, counts, withRecords: true).LogicalBytes, Row("a row for each choice"));
    }

    [TestMethod]
    public void The_worked_example_has_the_rows_of_evenly_spread_choices()
    {
        // None of 8 different experts of 256 is one of a rank's 32.
        double none = 1;
        for (int choice = 0; choice < 8; choice++)
            none *= (224.0 - choice) / (256 - choice);

        Assert.AreEqual(Tokens * 7 * (1 - none), Number("n = m = "), 0.5);
        Assert.AreEqual(Tokens * (1 - none), Number(", o = "), 0.5);
        Assert.AreEqual(Tokens * 8, Number("V = 21,687, and "));
    }

    // Rows to and from rank 1 stand for those of all other ranks; choices are spread over this rank's experts.
    private static CountTables CountsOf(ExchangeShape shape, int toOthers, int own)
    {
        var ownCounts = new int[Ranks + TileBins.Nowhere];
        (ownCounts[0], ownCounts[1]) = (own, toOthers);
        var headers = new int[Ranks * shape.ReceivedHeader];
        for (int rank = 0; rank < 2; rank++)
            headers[(rank * shape.ReceivedHeader) + PlanHeader.Rows] = ownCounts[rank];
        for (int expert = 0; expert < LocalExperts; expert++)
            headers[PlanHeader.Fields + expert] = Tokens * 8 / LocalExperts;
        var counts = new CountTables(shape);
        counts.Read(ownCounts, headers);
        return counts;
    }

    private static int Number(string before) => (int)Found($@"{Regex.Escape(before)}([\d,]+)");

    // A row of the example's table, which alone has numbers.
    private static long Row(string call) => Found($@"^\| {Regex.Escape(call)} \| ([\d,]+) \|");

    private static long Found(string pattern)
    {
        var match = Regex.Match(Page, pattern, RegexOptions.Multiline);
        Assert.IsTrue(match.Success, pattern);
        return long.Parse(match.Groups[1].Value.TrimEnd(','), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
