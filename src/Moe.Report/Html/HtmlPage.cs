using System.Text.Json;

namespace Moe.Report;

/// <summary>One page with all that it needs in it.</summary>
internal static class HtmlPage
{
    private static readonly string Template = Resource("page.html");

    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<ExchangeSummary> exchanges)
        => Template
            .Replace("{{title}}", HtmlText.Of($"{ShortName.Of(exchanges[0].Any.Routing)}: exchange report"), StringComparison.Ordinal)
            .Replace("{{style}}", Resource("report.css"), StringComparison.Ordinal)
            .Replace("{{body}}", string.Concat(exchanges.Select(HtmlSection.Of)), StringComparison.Ordinal)
            .Replace(
                "{{data}}",
                JsonSerializer.Serialize([.. exchanges.Select(PageData.Of)], PageJson.Default.PageDataArray),
                StringComparison.Ordinal)
            .Replace("{{licenses}}", Resource("LICENSES.txt"), StringComparison.Ordinal)
            .Replace("{{d3}}", Resource("d3.min.js"), StringComparison.Ordinal)
            .Replace("{{plot}}", Resource("plot.umd.min.js"), StringComparison.Ordinal)
            .Replace("{{report}}", Resource("report.js"), StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
