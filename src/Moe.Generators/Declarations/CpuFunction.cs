using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>The CPU body of a method, and how it is declared.</summary>
/// <param name="Signature">All in front of the body.</param>
/// <param name="Waits">Whether it can wait for other threads, and so returns a task.</param>
/// <param name="Body">The body; null where it throws <paramref name="Problem"/>.</param>
/// <param name="Problem">Why there is no body.</param>
/// <param name="Row">Of a kernel that cannot wait: what it takes for a row of threads; otherwise null.</param>
/// <param name="Loop">Of a device method that loops over memory: how it is compiled apart; otherwise null.</param>
internal sealed record CpuFunction(
    string Signature, bool Waits, CpuBody? Body, string Problem, RowModel? Row, LoopModel? Loop);

/// <summary>A CPU body that runs threads along x, one after another.</summary>
/// <param name="Parameters">The kernel's parameters. Each thread has its own, which it may change.</param>
/// <param name="Index">What is known of its threads' index along x; null where it has none.</param>
internal sealed record RowModel(EquatableArray<ParameterModel> Parameters, RowIndexModel? Index);

/// <summary>What a row of threads is asked in place of each of them.</summary>
/// <param name="Spans">The spans that their index along x has to be inside of.</param>
/// <param name="IsSure">Whether none of them can fail then.</param>
internal sealed record RowIndexModel(EquatableArray<ParameterModel> Spans, bool IsSure);

/// <summary>A CPU body that is compiled once for memory that is watched, and once for memory that is not.</summary>
/// <param name="Name">The method that has the body. The one that is called chooses.</param>
/// <param name="Signature">All in front of that body.</param>
/// <param name="TypeParameters">The author's type parameters.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Returns">Whether anything is returned.</param>
internal sealed record LoopModel(
    string Name,
    string Signature,
    EquatableArray<string> TypeParameters,
    EquatableArray<ParameterModel> Parameters,
    bool Returns)
{
    /// <summary>Whether the body has a copy of a parameter: of a span or rows, which it sees not to be watched.</summary>
    public static bool Copies(ParameterModel parameter) => parameter.IsMemory && parameter.Modifier.Length == 0;
}
