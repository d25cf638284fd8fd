using System.Text.Json;

namespace Moe.Runtime;

/// <summary>A trace as it is saved.</summary>
internal sealed record TraceDocument
{
    /// <summary>What <see cref="Format"/> is.</summary>
    public const string FormatName = "moe-trace";

    /// <summary>The newest version, which this one writes.</summary>
    public const int NewestVersion = 1;

    /// <summary>Tells it from other JSON.</summary>
    public required string? Format { get; init; }

    /// <summary>Raised when something is added that an older reader would get wrong.</summary>
    public required int Version { get; init; }

    /// <summary>An entry for each exchange on each rank.</summary>
    public required IReadOnlyList<ExchangeRecord> Exchanges { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no trace, or of a newer version.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static TraceDocument Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            var document = JsonSerializer.Deserialize(file, TraceJson.Default.TraceDocument);
            if (document?.Format != FormatName)
                throw new InvalidDataException($"{path} is no trace: its format is not {FormatName}.");
            if (document.Version > NewestVersion)
            {
                throw new InvalidDataException(
                    $"{path} is a trace of version {document.Version}; this is of version {NewestVersion}. Use a newer Moe.");
            }

            return document;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no trace: {e.Message}", e);
        }
    }
}
