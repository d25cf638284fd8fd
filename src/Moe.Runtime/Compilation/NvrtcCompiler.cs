using Moe.Runtime.Interop;

namespace Moe.Runtime.Compilation;

/// <summary>NVRTC, NVIDIA's run-time compiler. Needs neither a GPU nor a driver.</summary>
public sealed class NvrtcCompiler : ICudaCompiler
{
    private readonly NvrtcLibrary _library;

    private NvrtcCompiler(NvrtcLibrary library)
    {
        _library = library;
        Identity = $"NVRTC {library.Version}";
        Architectures = [.. library.Architectures.Select(architecture => $"sm_{architecture}")];
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Architectures { get; }

    /// <summary>
    /// The loaded library, for <see cref="System.Runtime.InteropServices.NativeLibrary"/>; for compilers that call the
    /// same NVRTC in another way. Not to be freed.
    /// </summary>
    public nint Handle => _library.Handle;

    /// <summary>
    /// Loads NVRTC, 11.2 or newer: from the file or folder that <paramref name="location"/> names, or else the
    /// environment variable <c>MOE_NVRTC</c>; or, where neither names one, the newest of those that the loader knows,
    /// in the usual CUDA folders, and in a folder <c>.nvrtc</c> beside the application or above it. Where there is a
    /// CUDA driver, none of a newer major version than it supports.
    /// </summary>
    /// <param name="location">A file or folder, or null.</param>
    /// <exception cref="LibraryNotFoundException">There is none; says what was tried.</exception>
    public static NvrtcCompiler Load(string? location = null)
    {
        var failures = new List<string>();
        var driver = CudaLocator.Find(location: null, failures: [])?.Version;
        return new NvrtcCompiler(NvrtcLocator.Find(location, driver, failures) ?? throw new LibraryNotFoundException(
            "NVRTC",
            failures,
            "Install the CUDA toolkit or its NVRTC package, or set "
            + $"{NvrtcLocator.Variable} to the file or folder of one that is there."));
    }

    /// <inheritdoc/>
    public CompiledCuda Compile(CudaSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var program = Compile(source, source.Architecture);
        return new CompiledCuda
        {
            Cubin = program.Cubin(),
            LoweredNames = source.NameExpressions.ToDictionary(name => name, program.LoweredName),
            Log = program.Log(),
            Ptx = source.WithPtx ? CompileToPtx(source) : null,
        };
    }

    // Given a real architecture NVRTC keeps no PTX; given the virtual one of the same number it makes nothing else.
    private string CompileToPtx(CudaSource source)
    {
        using var program = Compile(source, source.Architecture.Replace("sm_", "compute_", StringComparison.Ordinal));
        return program.Ptx();
    }

    private NvrtcProgram Compile(CudaSource source, string architecture)
    {
        var program = new NvrtcProgram(_library, source.Program.Source, source.FileName);
        try
        {
            foreach (var name in source.NameExpressions)
                program.AddNameExpression(name);
            if (!program.Compile([$"--gpu-architecture={architecture}", .. source.Options]))
                throw new CompilationException(source, Identity, program.Log());
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }
}
