using Moe.Dsl;

namespace Moe.Runtime.Compilation;

/// <summary>A program and how it is to be compiled.</summary>
public sealed record CudaSource
{
    /// <summary>The program.</summary>
    public required CudaProgram Program { get; init; }

    /// <summary>What the compiler's messages call the program, such as <c>App.Activations.SwiGlu.cu</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>
    /// What the machine code is asked to hold, each once, as expressions of C++, such as
    /// <c>::App::Scale&lt;256&gt;</c>.
    /// </summary>
    public required IReadOnlyList<string> NameExpressions { get; init; }

    /// <summary>What the machine code runs on, such as <c>sm_90</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>
    /// The compiler's options, without the architecture. Unless said otherwise C++17, and no contraction of a * b + c,
    /// since C# rounds the product.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = ["--std=c++17", "--fmad=false"];

    /// <summary>Whether PTX is wanted too. It takes a second compilation.</summary>
    public bool WithPtx { get; init; }
}
