namespace Moe.Dsl;

/// <summary>A kernel did on the CPU device what a GPU leaves undefined, or threw.</summary>
public sealed class KernelException : Exception
{
    /// <summary>Says what happened and where.</summary>
    /// <param name="kind">What was wrong.</param>
    /// <param name="kernel">The kernel's C# name.</param>
    /// <param name="block">The block's index.</param>
    /// <param name="thread">The thread's index in the block.</param>
    /// <param name="file">The C# file, or an empty string where it is not known.</param>
    /// <param name="line">The line there, from 1, or 0.</param>
    /// <param name="problem">What happened, a sentence.</param>
    /// <param name="innerException">What was thrown, if something was.</param>
    public KernelException(
        KernelErrorKind kind,
        string kernel,
        GridSize block,
        GridSize thread,
        string file,
        int line,
        string problem,
        Exception? innerException = null)
        : base(
            $"{problem} In {kernel}, block {block}, thread {thread}" + (line > 0 ? $", at {file}:{line}." : "."),
            innerException)
    {
        Kind = kind;
        Kernel = kernel;
        Block = block;
        Thread = thread;
        File = file;
        Line = line;
        Problem = problem;
    }

    /// <summary>What was wrong.</summary>
    public KernelErrorKind Kind { get; }

    /// <summary>The kernel's C# name.</summary>
    public string Kernel { get; }

    /// <summary>The block's index.</summary>
    public GridSize Block { get; }

    /// <summary>The thread's index in the block.</summary>
    public GridSize Thread { get; }

    /// <summary>The C# file, or an empty string where it is not known.</summary>
    public string File { get; }

    /// <summary>The line there, from 1, or 0.</summary>
    public int Line { get; }

    /// <summary>What happened, a sentence.</summary>
    public string Problem { get; }
}
