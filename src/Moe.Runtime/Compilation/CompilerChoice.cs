namespace Moe.Runtime.Compilation;

/// <summary>What a process compiles with: what it chose, or else the usual, and from the first use on always that.</summary>
/// <param name="usual">
/// Makes the usual compiler. It may fail and is then tried again: NVRTC may be installed, or MOE_NVRTC set, while the
/// process runs.
/// </param>
internal sealed class CompilerChoice(Func<ICudaCompiler> usual)
{
    private readonly Lock _lock = new();
    private ICudaCompiler? _compiler;
    private KernelCompiler? _kernels;

    /// <summary>Compiles by what is chosen, with the cache where the environment says.</summary>
    public KernelCompiler Kernels
    {
        get
        {
            lock (_lock)
            {
                _compiler ??= usual();
                return _kernels ??= new KernelCompiler(_compiler, CubinCache.FromEnvironment());
            }
        }
    }

    /// <summary>Chooses.</summary>
    /// <exception cref="InvalidOperationException">It was chosen, or used, before.</exception>
    public void Use(ICudaCompiler compiler)
    {
        ArgumentNullException.ThrowIfNull(compiler);
        lock (_lock)
        {
            // Kernels compiled by two compilers in one process would make a mistake in either hard to place.
            if (_compiler is not null)
            {
                throw new InvalidOperationException(
                    $"This process compiles with {_compiler.Identity} already, so {compiler.Identity} comes too late. "
                    + "Choose a compiler once, before the first kernel is compiled.");
            }

            _compiler = compiler;
        }
    }
}
