using System.Collections.Concurrent;
using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;

namespace Moe.Runtime;

/// <summary>
/// The kernels loaded on a GPU, each once for each set of its constants' values. Several threads may ask; asking again
/// allocates nothing.
/// </summary>
internal sealed class CudaKernels
{
    private readonly CudaContext _context;
    private readonly ConcurrentDictionary<KernelKey, CudaKernel> _kernels = new(KernelKeyComparer.Instance);
    private readonly ConcurrentDictionary<KernelKey, CudaKernel>.AlternateLookup<KernelQuery> _lookup;

    public CudaKernels(CudaContext context)
    {
        _context = context;
        _lookup = _kernels.GetAlternateLookup<KernelQuery>();
    }

    /// <summary>
    /// Finds a kernel; the first time, compiles it, or reads it from the cache on disk, and loads it.
    /// </summary>
    /// <param name="definition">The kernel, with its type arguments.</param>
    /// <param name="constants">Its constants' values, [Definition.Constants.Count].</param>
    /// <exception cref="LibraryNotFoundException">It has to be compiled, and there is no NVRTC.</exception>
    /// <exception cref="CompilationException">It does not compile.</exception>
    /// <exception cref="CudaException">The GPU does not take its machine code.</exception>
    public CudaKernel Find(KernelDefinition definition, ReadOnlySpan<long> constants)
        => _lookup.TryGetValue(new KernelQuery(definition, constants), out var kernel)
            ? kernel
            : Load(definition, constants);

    /// <summary>Unloads all of them. The context is current.</summary>
    public void Unload()
    {
        foreach (var kernel in _kernels.Values)
            kernel.Unload(_context);
        _kernels.Clear();
    }

    private CudaKernel Load(KernelDefinition definition, ReadOnlySpan<long> constants)
    {
        var compiled = KernelCompiler.Shared.Compile(definition, constants, _context.Architecture);
        _context.MakeCurrent();
        var loaded = CudaKernel.Load(_context, compiled);
        var kept = _kernels.GetOrAdd(new KernelKey(definition, constants.ToArray()), loaded);

        // Another thread may have been faster.
        if (kept != loaded)
            loaded.Unload(_context);
        return kept;
    }
}
