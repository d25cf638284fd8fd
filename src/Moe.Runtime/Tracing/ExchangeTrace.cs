using System.Text.Json;

namespace Moe.Runtime;

/// <summary>
/// A record of what the exchanges of this process do: which rank sends how much to which, how many choices each expert
/// gets, and how long each stage takes. It is made to be looked at with <c>moe report</c>. Record some steps rather than
/// a whole training run: every call adds to it.
/// </summary>
/// <example><code>using var trace = ExchangeTrace.Record("trace.json");</code></example>
public sealed class ExchangeTrace : IDisposable
{
    private static ExchangeTrace? _current;

    private readonly Lock _gate = new();
    private readonly List<TracedExchange> _exchanges = [];
    private readonly string? _path;

    private ExchangeTrace(string? path) => _path = path;

    /// <summary>The one that is being recorded, or null.</summary>
    internal static ExchangeTrace? Current => Volatile.Read(ref _current);

    /// <summary>
    /// Begins to record all exchanges of this process, those that are there already too, until it is disposed.
    /// </summary>
    /// <param name="path">
    /// Where <see cref="Dispose"/> saves it; null: nowhere. A process that does not hold all ranks saves its own beside
    /// it: <c>trace.json</c> becomes <c>trace.rank3.json</c>.
    /// </param>
    /// <exception cref="InvalidOperationException">A trace is being recorded already.</exception>
    public static ExchangeTrace Record(string? path = null)
    {
        var trace = new ExchangeTrace(path);
        return Interlocked.CompareExchange(ref _current, trace, null) is null
            ? trace
            : throw new InvalidOperationException("A trace is being recorded already; dispose of it first.");
    }

    /// <summary>Saves what has been recorded so far, as JSON; docs/report.md says what is in it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path)
    {
        using var file = File.Create(path);
        JsonSerializer.Serialize(file, ToDocument(), TraceJson.Default.TraceDocument);
    }

    /// <summary>
    /// Ends the recording, and saves it where <see cref="Record"/> was told to. Times of the last stages on a GPU are in
    /// it if the exchange was disposed before. Twice is harmless.
    /// </summary>
    /// <inheritdoc cref="Save" path="/exception"/>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _current, null, this) == this && _path is not null)
            Save(OwnPath(_path));
    }

    /// <summary>A rank's exchange has something to tell.</summary>
    internal TracedExchange Open(Rank rank, ExchangeDescription exchange)
    {
        lock (_gate)
        {
            // Exchanges are made on all ranks in the same order, so a number names the same one everywhere.
            int number = _exchanges.Count(traced => traced.Rank == rank.Index) + 1;
            var traced = new TracedExchange(number, rank, exchange);
            _exchanges.Add(traced);
            return traced;
        }
    }

    /// <summary>What has been recorded so far.</summary>
    internal TraceDocument ToDocument()
    {
        lock (_gate)
        {
            return new TraceDocument
            {
                Format = TraceDocument.FormatName,
                Version = TraceDocument.NewestVersion,
                Exchanges = [.. _exchanges.Select(exchange => exchange.ToDocument())],
            };
        }
    }

    private string OwnPath(string path)
    {
        lock (_gate)
        {
            var ranks = _exchanges.Select(exchange => exchange.Rank).Distinct().ToArray();
            return ranks is [var rank] && _exchanges[0].Ranks > 1
                ? Path.ChangeExtension(path, $"rank{rank}{Path.GetExtension(path)}")
                : path;
        }
    }
}
