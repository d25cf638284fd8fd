using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moe.Runtime;

namespace Moe.Report.Tests;

[TestClass]
public sealed partial class HtmlPageTests
{
    [TestMethod]
    public void The_page_asks_for_nothing_outside_itself()
    {
        string page = Page(Traces.TwoRanks());

        // What the browser would fetch. Addresses in licences and namespaces of SVG are only text.
        Assert.IsEmpty(Fetched().Matches(page).Select(match => match.Value));
        StringAssert.Contains(page, "default-src 'none'");
        Assert.IsFalse(page.Contains("{{", StringComparison.Ordinal) && Placeholder().IsMatch(page), "A part was left out.");
    }

    [TestMethod]
    public void The_libraries_licenses_go_with_every_copy()
    {
        string page = Page(Traces.TwoRanks());

        foreach (var owner in (string[])["Mike Bostock", "Observable, Inc.", "Mikola Lysenko"])
            StringAssert.Contains(page, owner);
        Assert.AreEqual(5, Regex.Count(page, "^(Permission to use|Permission is hereby granted)", RegexOptions.Multiline));
    }

    [TestMethod]
    public void The_page_follows_the_readers_light_or_dark()
    {
        string page = Page(Traces.TwoRanks());

        StringAssert.Contains(page, "<meta name=\"color-scheme\" content=\"light dark\">");
        StringAssert.Contains(page, "@media (prefers-color-scheme: dark)");
    }

    [TestMethod]
    public void Data_is_what_was_summed_up()
    {
        var data = Data(Page(Traces.TwoRanks()))[0]!;

        Assert.AreEqual("[[5,6],[8,15.5]]", data["rows"]!.ToJsonString());
        Assert.AreEqual("[[10,4],[21,21]]", data["load"]!.ToJsonString());
        Assert.AreEqual(16, (int)data["rowBytes"]!);
        Assert.AreEqual(
            "plan count,plan headers,dispatch pack,dispatch counts,dispatch send,dispatch arrange,combine weigh,"
            + "combine send_back,combine sum",
            string.Join(',', data["stages"]!.AsArray().Select(stage => $"{stage!["step"]} {stage["name"]}")));
        Assert.AreEqual("[40,80]", data["stages"]![4]!["microseconds"]!.ToJsonString());
    }

    [TestMethod]
    public void Numbers_are_there_without_the_script()
    {
        string page = Page(Traces.TwoRanks());

        StringAssert.Contains(page, "<tr><th scope=\"row\">rank 1</th><td>8</td><td>15.5</td></tr>");
        StringAssert.Contains(page, "<tr><th scope=\"row\">rank 1</th><td>40</td><td>1.5</td><td>1.5</td></tr>");
        StringAssert.Contains(page, "<tr><th scope=\"row\">rank 0</th><td>10</td><td>4</td></tr>");
        StringAssert.Contains(page, "<dt>Busiest expert</dt><dd>1.50&#xD7;</dd>");
        StringAssert.Contains(page, "2 ranks &#xB7; 4 experts &#xB7; top 2 &#xB7; rows of 4 Single &#xB7; ByExpert");
    }

    [TestMethod]
    public void Names_cannot_become_markup()
    {
        const string evil = "App.R</script><img src=x onerror=alert(1)>";
        var records = Traces.TwoRanks().Select(record => record with
        {
            Routing = evil,
            Device = evil,
            Steps = [record.Steps[0] with { Stages = [new StageRecord { Stage = evil, Seconds = 1 }] }],
        });

        string page = Page([.. records]);

        Assert.IsFalse(page.Contains("<img", StringComparison.Ordinal));
        Assert.AreEqual(4, Regex.Count(page, "</script>"), "The data's, two libraries' and the report's.");
        Assert.AreEqual(evil, (string?)Data(page)[0]!["stages"]![0]!["name"]);
    }

    [TestMethod]
    public void Missing_ranks_are_said_to_be_missing()
    {
        StringAssert.Contains(Page(Traces.TwoRanks()[..1]), "Not in the trace: rank 1.");
        StringAssert.Contains(
            Page(Traces.Even(64)[..1]), "Not in the trace: ranks 1, 2, 3, 4, 5, 6, 7, 8, &#x2026;.");
        Assert.IsFalse(Page(Traces.TwoRanks()).Contains("Not in the trace", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Every_exchange_has_its_article()
    {
        string page = Page([.. Traces.TwoRanks(), .. Traces.TwoRanks().Select(record => record with { Exchange = 2 })]);

        Assert.AreEqual(2, Regex.Count(page, "<article data-exchange>"));
        Assert.HasCount(2, Data(page));
    }

    private static string Page(ExchangeRecord[] records) => HtmlPage.Of(Merge.Of(records));

    private static JsonArray Data(string page)
        => JsonNode.Parse(Regex.Match(page, "<script type=\"application/json\" id=\"data\">(.*?)</script>").Groups[1].Value)!
            .AsArray();

    [GeneratedRegex("""<(script|img|iframe|link|object|embed)\b[^>]*\b(src|href|data)\s*=|@import|url\(\s*['"]?http""")]
    private static partial Regex Fetched();

    [GeneratedRegex("""\{\{(title|style|body|data|licenses|d3|plot|report)\}\}""")]
    private static partial Regex Placeholder();
}
