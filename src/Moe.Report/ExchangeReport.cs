using Moe.Runtime;
using Spectre.Console;

namespace Moe.Report;

/// <summary>
/// Pictures of what exchanges did: how much each rank sends to each, how many choices each expert gets, and how long
/// each stage takes.
/// </summary>
/// <example><code>ExchangeReport.Of(trace).SaveHtml("report.html");</code></example>
public sealed class ExchangeReport
{
    private readonly IReadOnlyList<ExchangeSummary> _exchanges;

    private ExchangeReport(IEnumerable<ExchangeRecord> records) => _exchanges = Merge.Of(records);

    /// <summary>Of what a trace has recorded so far.</summary>
    /// <exception cref="InvalidDataException">It has recorded nothing.</exception>
    public static ExchangeReport Of(ExchangeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new ExchangeReport(trace.ToDocument().Exchanges);
    }

    /// <summary>Of saved traces: one file, or those that the processes of one run have saved.</summary>
    /// <param name="paths">The files, 1 or more.</param>
    /// <exception cref="InvalidDataException">A file is no trace, or of a newer version, or they are not of one run.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ExchangeReport Read(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new ExchangeReport(paths.SelectMany(path => TraceDocument.Read(path).Exchanges));
    }

    /// <summary>Saves a page that needs nothing else: it opens in any browser, light or dark, and asks for nothing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void SaveHtml(string path) => File.WriteAllText(path, HtmlPage.Of(_exchanges));

    /// <summary>Shows it on a terminal.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(console);
        foreach (var exchange in _exchanges)
            new TerminalPicture(console, exchange).Write();
    }
}
