using System.Text;
using Moe.Runtime.Compilation;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>Stands for a compiler: its machine code is a number that rises with every call.</summary>
internal sealed class CountingCompiler : ICudaCompiler
{
    private int _calls;

    public string Identity { get; init; } = "Counting 1.0";

    public IReadOnlyList<string> Architectures { get; init; } = ["sm_80", "sm_90"];

    /// <summary>Called before a compilation succeeds.</summary>
    public Action<CudaSource> BeforeCompile { get; set; } = _ => { };

    public int Calls => _calls;

    public CompiledCuda Compile(CudaSource source)
    {
        int call = Interlocked.Increment(ref _calls);
        BeforeCompile(source);
        return new CompiledCuda
        {
            Cubin = Encoding.UTF8.GetBytes($"{Identity} call {call}"),
            LoweredNames = source.NameExpressions.ToDictionary(name => name, name => $"_Z{name}"),
            Log = "a warning",
        };
    }
}
