using System.Globalization;
using Moe.Dsl;

namespace Moe.Runtime.Compilation;

/// <summary>A kernel as machine code for one architecture.</summary>
public sealed class CompiledKernel
{
    private readonly Lazy<KernelResources> _resources;

    internal CompiledKernel(
        KernelDefinition definition, CudaSource source, CompiledCuda compiled, bool fromCache, TimeSpan elapsed)
    {
        Definition = definition;
        Architecture = source.Architecture;
        NameExpression = source.NameExpressions[0];
        Source = source.Program.Source;
        Cubin = compiled.Cubin;
        LoweredName = compiled.LoweredNames[NameExpression];
        Log = compiled.Log;
        FromCache = fromCache;
        Elapsed = elapsed;
        _resources = new Lazy<KernelResources>(() => CubinInfo.Read(Cubin.Span, LoweredName, Architecture));
    }

    /// <summary>The kernel, with its type arguments.</summary>
    public KernelDefinition Definition { get; }

    /// <summary>What it runs on, such as <c>sm_90</c>.</summary>
    public string Architecture { get; }

    /// <summary>The kernel with type arguments and constants, as an expression of C++.</summary>
    public string NameExpression { get; }

    /// <summary>Its name in <see cref="Cubin"/>.</summary>
    public string LoweredName { get; }

    /// <summary>Machine code, an ELF file.</summary>
    public ReadOnlyMemory<byte> Cubin { get; }

    /// <summary>The whole program, as it was compiled.</summary>
    public string Source { get; }

    /// <summary>What the compiler said when it was compiled: warnings and the like, mostly empty.</summary>
    public string Log { get; }

    /// <summary>Whether it came from the cache on disk.</summary>
    public bool FromCache { get; }

    /// <summary>The time that compiling, or reading from the cache, took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What a thread and a block of it take up.</summary>
    public KernelResources Resources => _resources.Value;

    /// <summary>Such as <c>::App::Scale&lt;256&gt; for sm_90: compiled in 310 ms</c>.</summary>
    public override string ToString()
    {
        var how = FromCache ? "cached, read" : "compiled";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{NameExpression} for {Architecture}: {how} in {Elapsed.TotalMilliseconds:F0} ms");
    }
}
