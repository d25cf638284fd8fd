using Moe.Tests.Samples;

namespace QuickStart.Tests.Docs;

/// <summary>Keeps the links of docs/exchange.md; its numbers are held in Moe.Runtime.Tests.</summary>
[TestClass]
public sealed class ExchangePageTests
{
    [TestMethod]
    public void Links_lead_to_files() => new MarkdownPage("docs/exchange.md").CheckLinks();
}
