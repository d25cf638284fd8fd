using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moe.Bench;

/// <summary>The results for programs.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes them, a list of objects.</summary>
    public static void Write(string file, IReadOnlyList<Result> results)
        => File.WriteAllText(file, JsonSerializer.Serialize(results, Options));
}
