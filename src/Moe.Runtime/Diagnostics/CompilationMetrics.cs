using System.Diagnostics.Metrics;

namespace Moe.Runtime.Compilation;

/// <summary>What compiling counts and times.</summary>
internal static class CompilationMetrics
{
    private static readonly Counter<long> Lookups = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.kernel.cache.lookups", "{lookup}", "Kernels looked for in the cache on disk, by whether they were there.");

    private static readonly Histogram<double> Duration = MoeTelemetry.Meter.CreateHistogram(
        "moe.kernel.compile.duration", "s", "The time that compiling a kernel took.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10] });

    /// <summary>A kernel was looked for in the cache.</summary>
    public static void LookedUp(bool isHit)
        => Lookups.Add(1, new KeyValuePair<string, object?>("moe.kernel.cache.result", isHit ? "hit" : "miss"));

    /// <summary>A kernel was compiled, or was not for an error.</summary>
    /// <param name="source">What was compiled.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="error">What was thrown, or null.</param>
    public static void Compiled(CudaSource source, TimeSpan elapsed, Exception? error)
    {
        if (!Duration.Enabled)
            return;
        var kernel = new KeyValuePair<string, object?>("moe.kernel.name", Path.GetFileNameWithoutExtension(source.FileName));
        var architecture = new KeyValuePair<string, object?>("moe.gpu.architecture", source.Architecture);
        if (error is null)
            Duration.Record(elapsed.TotalSeconds, kernel, architecture);
        else
            Duration.Record(elapsed.TotalSeconds, kernel, architecture, new("error.type", error.GetType().FullName));
    }
}
