namespace Moe.Runtime.Interop;

/// <summary>Says why the loader did not load a library.</summary>
internal static class LoaderFailure
{
    /// <summary>A sentence that begins with the path.</summary>
    /// <param name="path">What was to be loaded.</param>
    /// <param name="failure">What loading it threw.</param>
    public static string Describe(string path, Exception failure)
    {
        // .NET's own sentences of advice come first; the loader's word is the last line, and mostly names the file.
        var lines = failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines[^1].StartsWith(path + ":", StringComparison.Ordinal) ? lines[^1] : $"{path}: {lines[^1]}";
    }
}
