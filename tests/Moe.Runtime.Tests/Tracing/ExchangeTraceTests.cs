using System.Text.Json.Nodes;
using Moe.Conformance.Routings;
using Moe.Runtime.Tests.Compilation;
using Moe.Runtime.Tests.Diagnostics;

namespace Moe.Runtime.Tests.Tracing;

[TestClass]
public sealed class ExchangeTraceTests
{
    [TestMethod]
    public void A_saved_trace_says_what_each_rank_sent_and_got_and_did()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "trace.json");
        using (ExchangeTrace.Record(path))
            SmallExchange.Run(rounds: 2);

        var trace = JsonNode.Parse(File.ReadAllText(path))!;

        Assert.AreEqual("moe-trace", (string?)trace["format"]);
        Assert.AreEqual(1, (int?)trace["version"]);
        var ranks = trace["exchanges"]!.AsArray().OrderBy(rank => (int)rank!["rank"]!).ToArray();
        Assert.HasCount(2, ranks);
        Same("[1,1]", [.. ranks.Select(rank => rank!["exchange"])]);
        var first = ranks[0]!;
        Same("[2,6,2,4,4]", first["ranks"], first["experts"], first["topK"], first["hidden"], first["elementBytes"]);
        Same("""["Moe.Conformance.Routings.PlainBlockRouting","Single","ByExpert"]""", first["routing"], first["element"], first["layout"]);
        Same("[[3,3]]", first["expertsOnRank"]);
        Same("""[[{"plan":1,"tokens":3,"choicesMasked":1,"choicesDropped":0,"tokensToRank":[2,2],"choicesPerExpert":[2,2,2]}]]""", first["plans"]);
        Same("[[2,0,2]]", ranks[1]!["plans"]![0]!["choicesPerExpert"]);
        var steps = first["steps"]!.AsArray();
        Same("""["plan","dispatch","combine","dispatch","combine"]""", [.. steps.Select(step => step!["step"])]);

        // Two rows of 16 bytes, with 28 bytes of metadata each under the plan's first dispatch.
        Same("[88,32,32,32]", [.. steps.Skip(1).Select(step => step!["wireBytesSent"])]);
        Same("[96,96]", steps[1]!["logicalBytes"], steps[2]!["logicalBytes"]);
        Same("""["count","headers"]""", Stages(steps[0]!));
        Same("""["pack","counts","send","arrange"]""", Stages(steps[1]!));
        Same("""["weigh","send_back","sum"]""", Stages(steps[2]!));
        Assert.IsTrue(steps.All(step => (double)step!["hostSeconds"]! > 0));
    }

    [TestMethod]
    public void What_is_read_is_what_was_recorded()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "trace.json");
        using var trace = ExchangeTrace.Record();
        SmallExchange.Run();

        trace.Save(path);

        var read = TraceDocument.Read(path);
        var recorded = trace.ToDocument();
        Assert.HasCount(2, read.Exchanges);
        for (int i = 0; i < 2; i++)
        {
            CollectionAssert.AreEqual(
                recorded.Exchanges[i].Plans[0].ChoicesPerExpert.ToArray(), read.Exchanges[i].Plans[0].ChoicesPerExpert.ToArray());
            CollectionAssert.AreEqual(
                recorded.Exchanges[i].Steps[1].Stages.ToArray(), read.Exchanges[i].Steps[1].Stages.ToArray());
        }
    }

    [TestMethod]
    public void An_exchange_is_recorded_from_where_the_trace_begins_to_where_it_ends()
    {
        using var group = RankGroup.Cpu(1);
        group.Run(rank =>
        {
            using var ids = rank.Device.CopyOfRows<int>([0], width: 1);
            using var weights = rank.Device.CopyOfRows<float>([1], width: 1);
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(1), new ExchangeOptions { Experts = 1, TopK = 1, Hidden = 1 });
            exchange.CreatePlan(ids, weights).Dispose();
            ExchangeTrace ended;
            using (var trace = ExchangeTrace.Record())
            {
                exchange.CreatePlan(ids, weights).Dispose();
                ended = trace;
            }

            exchange.CreatePlan(ids, weights).Dispose();

            Assert.AreEqual(2, ended.ToDocument().Exchanges.Single().Steps.Single().Plan);
        });
    }

    [TestMethod]
    public void Exchanges_are_numbered_alike_on_all_ranks()
    {
        using var trace = ExchangeTrace.Record();
        SmallExchange.Run();
        SmallExchange.Run();

        CollectionAssert.AreEquivalent(
            new[] { (0, 1), (1, 1), (0, 2), (1, 2) },
            trace.ToDocument().Exchanges.Select(exchange => (exchange.Rank, exchange.Exchange)).ToArray());
    }

    [TestMethod]
    public void A_process_of_one_rank_saves_its_own_beside()
    {
        using var folder = new TemporaryFolder();
        using var group = RankGroup.Cpu(2);
        using (var trace = ExchangeTrace.Record(Path.Combine(folder.Path, "trace.json")))
        {
            group.Run(rank =>
            {
                var shape = ExchangeShape.OfEqualRanks<PlainBlockRouting>(SmallExchange.Options, rank.Size);
                if (rank.Index == 1)
                    trace.Open(rank, ExchangeDescription.Of<PlainBlockRouting, float>(shape));
            });
        }

        Assert.AreEqual("trace.rank1.json", Path.GetFileName(Directory.GetFiles(folder.Path).Single()));
    }

    [TestMethod]
    public void Only_one_trace_is_recorded_at_a_time()
    {
        using (ExchangeTrace.Record())
            Assert.ThrowsExactly<InvalidOperationException>(() => ExchangeTrace.Record());
        ExchangeTrace.Record().Dispose();
    }

    [TestMethod]
    [DataRow("{", "is no trace: ")]
    [DataRow("""{"format":"other","version":1,"exchanges":[]}""", "is no trace: its format is not moe-trace.")]
    [DataRow("{}", "is no trace: ")]
    [DataRow("""{"format":"moe-trace","version":1}""", "is no trace: ")]
    [DataRow("null", "is no trace: its format is not moe-trace.")]
    [DataRow("""{"format":"moe-trace","version":2,"exchanges":[]}""", "is a trace of version 2; this is of version 1. Use a newer Moe.")]
    public void What_is_no_trace_is_refused(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "trace.json");
        File.WriteAllText(path, text);

        var error = Assert.ThrowsExactly<InvalidDataException>(() => TraceDocument.Read(path));

        StringAssert.StartsWith(error.Message, $"{path} {problem}");
    }

    private static void Same(string json, params JsonNode?[] nodes)
        => Assert.AreEqual(json, $"[{string.Join(",", nodes.Select(node => node?.ToJsonString() ?? "null"))}]");

    private static JsonNode?[] Stages(JsonNode step)
        => [.. step["stages"]!.AsArray().Select(stage => stage!["stage"])];
}
