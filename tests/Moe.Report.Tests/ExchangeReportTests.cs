using Moe.Conformance.Routings;
using Moe.Runtime;

namespace Moe.Report.Tests;

[TestClass]
public sealed class ExchangeReportTests
{
    [TestMethod]
    public void A_run_is_recorded_and_drawn_in_a_line_each()
    {
        string folder = Directory.CreateTempSubdirectory("moe-report-").FullName;
        try
        {
            string saved = Path.Combine(folder, "trace.json");
            string page = Path.Combine(folder, "report.html");
            string again = Path.Combine(folder, "again.html");

            using (var trace = ExchangeTrace.Record(saved))
            {
                Exchange();
                ExchangeReport.Of(trace).SaveHtml(page);
            }

            ExchangeReport.Read(saved).SaveHtml(again);

            string drawn = File.ReadAllText(page);
            StringAssert.Contains(drawn, ">PlainBlockRouting</h1>");

            // Each rank's three tokens go to experts 0 and 2, 1 and 3, and 3 and 0.
            StringAssert.Contains(drawn, "\"load\":[[4,2],[2,4]]");
            Assert.AreEqual(drawn, File.ReadAllText(again), "What is saved and read is what was recorded.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void A_trace_of_nothing_is_no_report()
    {
        using var trace = ExchangeTrace.Record();

        Assert.ThrowsExactly<InvalidDataException>(() => ExchangeReport.Of(trace));
    }

    private static void Exchange()
    {
        using var group = RankGroup.Cpu(2);
        group.Run(rank =>
        {
            using var ids = rank.Device.CopyOfRows<int>([0, 2, 1, 3, 3, 0], width: 2);
            using var weights = rank.Device.CopyOfRows<float>([1, 1, 1, 1, 1, 1], width: 2);
            using var x = rank.Device.AllocateRows<float>(3, width: 4);
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2),
                new ExchangeOptions { Experts = 4, TopK = 2, Hidden = 4, Layout = ExpertLayout.ByExpert });
            using var plan = exchange.CreatePlan(ids, weights);
            using var tokens = exchange.Dispatch(plan, x);
            exchange.Combine(plan, tokens.Rows, x);
        });
    }
}
