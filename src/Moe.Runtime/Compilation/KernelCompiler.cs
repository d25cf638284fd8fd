using System.Collections.Concurrent;
using System.Diagnostics;
using Moe.Dsl;

namespace Moe.Runtime.Compilation;

/// <summary>
/// Turns kernels into machine code: each once a process, from the cache on disk where it was compiled before. Several
/// threads may call it; different kernels compile at the same time, and who asks for one that is being compiled waits.
/// Where the environment variable <c>MOE_DUMP_DIR</c> names a folder, every text goes there, and its machine code.
/// </summary>
public sealed class KernelCompiler
{
    private static readonly CompilerChoice Process = new(() => NvrtcCompiler.Load());

    private readonly ConcurrentDictionary<CubinKey, Lazy<Outcome>> _outcomes = new();
    private readonly ICudaCompiler _compiler;
    private readonly CubinCache _cache;
    private readonly KernelDump? _dump;

    /// <summary>Compiles by a compiler what a cache does not have.</summary>
    /// <param name="compiler">The compiler.</param>
    /// <param name="cache">The cache.</param>
    public KernelCompiler(ICudaCompiler compiler, CubinCache cache)
    {
        _compiler = compiler;
        _cache = cache;
        if (Environment.GetEnvironmentVariable("MOE_DUMP_DIR") is { Length: > 0 } folder)
            _dump = new KernelDump(folder);
    }

    /// <summary>
    /// The process's own: the compiler that <see cref="Use"/> chose, or else NVRTC; and the cache where the environment
    /// says.
    /// </summary>
    /// <exception cref="LibraryNotFoundException">No compiler was chosen, and there is no NVRTC.</exception>
    public static KernelCompiler Shared => Process.Kernels;

    /// <summary>Chooses what the process compiles with, before its first kernel.</summary>
    /// <param name="compiler">The compiler.</param>
    /// <exception cref="InvalidOperationException">One was chosen before, or <see cref="Shared"/> was used.</exception>
    public static void Use(ICudaCompiler compiler) => Process.Use(compiler);

    /// <summary>Compiles a kernel, or finds it compiled.</summary>
    /// <param name="definition">The kernel, with its type arguments.</param>
    /// <param name="constants">Its constants' values, [Definition.Constants.Count].</param>
    /// <param name="architecture">What it will run on, such as <c>sm_90</c>.</param>
    /// <exception cref="CompilationException">It does not compile. The next call tries again.</exception>
    /// <exception cref="NotSupportedException">The compiler does not know the architecture.</exception>
    /// <exception cref="ArgumentException">There are more or fewer values than constants.</exception>
    /// <exception cref="IOException">The folder that <c>MOE_DUMP_DIR</c> names cannot be written.</exception>
    public CompiledKernel Compile(KernelDefinition definition, ReadOnlySpan<long> constants, string architecture)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var source = SourceOf(definition, constants, architecture);
        var key = CubinKey.Of(source, _compiler.Identity);
        var outcome = _outcomes.GetOrAdd(key, _ => new Lazy<Outcome>(() => Prepare(source, key)));
        try
        {
            var (compiled, fromCache, elapsed) = outcome.Value;
            return new CompiledKernel(definition, source, compiled, fromCache, elapsed);
        }
        catch
        {
            // What failed is not kept: the cause may be gone at the next call, such as a full disk.
            _outcomes.TryRemove(new(key, outcome));
            throw;
        }
    }

    /// <summary>Compiles a kernel, and once more to learn its PTX and its spills.</summary>
    /// <inheritdoc cref="Compile"/>
    public KernelInspection Inspect(KernelDefinition definition, ReadOnlySpan<long> constants, string architecture)
    {
        var kernel = Compile(definition, constants, architecture);
        var source = SourceOf(definition, constants, architecture);
        var verbose = _compiler.Compile(
            source with { Options = [.. source.Options, "--ptxas-options=-v"], WithPtx = true });
        return new KernelInspection(kernel, verbose.Ptx!, PtxasLog.Spills(verbose.Log, kernel.LoweredName));
    }

    private static CudaSource SourceOf(
        KernelDefinition definition, ReadOnlySpan<long> constants, string architecture)
    {
        var source = new CudaSource
        {
            Program = definition.Program.Value,
            FileName = definition.Name + ".cu",
            NameExpressions = [definition.NameExpression(constants)],
            Architecture = architecture,
        };
        return source.Program.HasLineInfo
            ? source with { Options = [.. source.Options, "--generate-line-info"] }
            : source;
    }

    private Outcome Prepare(CudaSource source, CubinKey key)
    {
        var clock = Stopwatch.StartNew();
        _dump?.WriteSource(source, key);
        var found = _cache.Find(key);
        CompilationMetrics.LookedUp(isHit: found is not null);
        var compiled = found ?? _cache.Keep(key, CompileAnew(source));
        _dump?.WriteCubin(source, key, compiled);
        return new Outcome(compiled, found is not null, clock.Elapsed);
    }

    private CompiledCuda CompileAnew(CudaSource source)
    {
        int number = GpuArchitecture.Number(source.Architecture);
        if (number < GpuArchitecture.Oldest)
        {
            throw new NotSupportedException(
                $"Moe compiles for sm_{GpuArchitecture.Oldest} and newer; {source.Architecture} lacks what its kernels use.");
        }

        if (!_compiler.Architectures.Any(known => GpuArchitecture.Number(known) == number))
        {
            throw new NotSupportedException(
                $"{_compiler.Identity} does not compile for {source.Architecture}, only for "
                + $"{string.Join(", ", _compiler.Architectures)}. Install another version of CUDA.");
        }

        long start = Stopwatch.GetTimestamp();
        try
        {
            var compiled = _compiler.Compile(source);
            CompilationMetrics.Compiled(source, Stopwatch.GetElapsedTime(start), error: null);
            return compiled;
        }
        catch (Exception e)
        {
            CompilationMetrics.Compiled(source, Stopwatch.GetElapsedTime(start), e);
            throw;
        }
    }

    private sealed record Outcome(CompiledCuda Compiled, bool FromCache, TimeSpan Elapsed);
}
