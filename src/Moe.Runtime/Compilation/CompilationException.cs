using System.Globalization;
using System.Text;

namespace Moe.Runtime.Compilation;

/// <summary>
/// CUDA text did not compile. The message has the errors' C# places, the log, and the numbered source around each
/// error.
/// </summary>
public sealed class CompilationException : Exception
{
    /// <summary>Reads the errors out of a compiler's log.</summary>
    /// <param name="source">What was compiled.</param>
    /// <param name="compiler">The compiler's <see cref="ICudaCompiler.Identity"/>.</param>
    /// <param name="log">All it said.</param>
    public CompilationException(CudaSource source, string compiler, string log)
        : this(source, compiler, log, CompilerLog.Errors(log, source.FileName, source.Program))
    {
    }

    private CompilationException(
        CudaSource source, string compiler, string log, IReadOnlyList<CompilationError> errors)
        : base(Describe(source, compiler, log, errors))
    {
        CudaSource = source;
        Log = log;
        Errors = errors;
    }

    /// <summary>What was compiled, and how.</summary>
    public CudaSource CudaSource { get; }

    /// <summary>All that the compiler said.</summary>
    public string Log { get; }

    /// <summary>The errors, in the order of <see cref="Log"/>.</summary>
    public IReadOnlyList<CompilationError> Errors { get; }

    private static string Describe(
        CudaSource source, string compiler, string log, IReadOnlyList<CompilationError> errors)
    {
        var text = new StringBuilder();
        text.AppendJoin(", ", source.NameExpressions)
            .Append(CultureInfo.InvariantCulture, $" did not compile for {source.Architecture} with {compiler}.\n");
        foreach (var error in errors)
            text.Append("  ").Append(Where(error, source.FileName)).Append(error.Message).Append('\n');
        text.Append("\nThe compiler's log:\n").Append(log.TrimEnd()).Append('\n');

        var lines = errors.Select(error => error.CudaLine).OfType<int>().ToHashSet();
        if (lines.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{source.FileName}:\n")
                .Append(NumberedSource.Around(source.Program.Source, lines));
        }

        return text.ToString();
    }

    private static string Where(CompilationError error, string fileName) => error switch
    {
        { Place: { } place } => $"{place.File}:{place.Line} ({fileName}:{error.CudaLine}): ",
        { CudaLine: { } line } => $"{fileName}:{line}: ",
        _ => "",
    };
}
