using System.Collections.Concurrent;

namespace Moe.Dsl;

/// <summary>
/// The CUDA bodies of the DSL's own intrinsics, as headers that need no toolkit. Each header is a unit; its
/// <c>#include "Other.cuh"</c> lines become the units it needs.
/// </summary>
public static class CudaPrelude
{
    /// <summary>
    /// Rises with every change after which text generated earlier would not compile or would mean something else.
    /// Moe.Generators holds the same number.
    /// </summary>
    public const int Version = 1;

    private static readonly ConcurrentDictionary<string, CudaUnit> Headers = new(StringComparer.Ordinal);

    /// <summary>A header of the prelude.</summary>
    /// <param name="name">Its file name, such as <c>Warp.cuh</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static CudaUnit Header(string name) => Headers.GetOrAdd(name, Load);

    private static CudaUnit Load(string name)
    {
        using var stream = typeof(CudaPrelude).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"The prelude has no header {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        var needs = new List<CudaUnit>();
        var text = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("#include \"", StringComparison.Ordinal))
                needs.Add(Header(line.Split('"')[1]));
            else if (!line.StartsWith("#pragma once", StringComparison.Ordinal) && (text.Count > 0 || line.Length > 0))
                text.Add(line);
        }

        return new CudaUnit(name, string.Join('\n', text) + "\n", Version, [], [.. needs]);
    }
}
