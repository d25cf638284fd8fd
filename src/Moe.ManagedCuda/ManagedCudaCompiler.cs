using System.Text;
using ManagedCuda.NVRTC;
using Moe.Runtime.Compilation;

namespace Moe.ManagedCuda;

/// <summary>
/// NVRTC called through ManagedCuda's <see cref="CudaRuntimeCompiler"/>. A program chooses it by
/// <c>KernelCompiler.Use(ManagedCudaCompiler.Load())</c>.
/// </summary>
public sealed class ManagedCudaCompiler : ICudaCompiler
{
    private ManagedCudaCompiler(NvrtcCompiler nvrtc)
    {
        Identity = $"ManagedCuda with {nvrtc.Identity}";
        Architectures = nvrtc.Architectures;
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Architectures { get; }

    /// <summary>Finds NVRTC as <see cref="NvrtcCompiler.Load"/> does, and has ManagedCuda call that one.</summary>
    /// <param name="location">A file or folder, or null.</param>
    /// <exception cref="LibraryNotFoundException">There is none; says what was tried.</exception>
    /// <exception cref="InvalidOperationException">ManagedCuda would call another NVRTC, or does already.</exception>
    public static ManagedCudaCompiler Load(string? location = null)
    {
        var nvrtc = NvrtcCompiler.Load(location);
        NvrtcBinding.Bind(nvrtc.Handle, nvrtc.Identity);
        return new ManagedCudaCompiler(nvrtc);
    }

    /// <inheritdoc/>
    public CompiledCuda Compile(CudaSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var program = Compile(source, source.Architecture);
        return new CompiledCuda
        {
            Cubin = program.GetCubin(),
            LoweredNames = source.NameExpressions.ToDictionary(name => name, program.GetLoweredName),
            Log = Log(program),
            Ptx = source.WithPtx ? CompileToPtx(source) : null,
        };
    }

    // Given a real architecture NVRTC keeps no PTX; given the virtual one of the same number it makes nothing else.
    private string CompileToPtx(CudaSource source)
    {
        using var program = Compile(source, source.Architecture.Replace("sm_", "compute_", StringComparison.Ordinal));
        return Encoding.UTF8.GetString(program.GetPTX()).TrimEnd('\0');
    }

    private CudaRuntimeCompiler Compile(CudaSource source, string architecture)
    {
        var program = new CudaRuntimeCompiler(source.Program.Source, source.FileName);
        try
        {
            foreach (var name in source.NameExpressions)
                program.AddNameExpression(name);
            Compile(program, source, [$"--gpu-architecture={architecture}", .. source.Options]);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private void Compile(CudaRuntimeCompiler program, CudaSource source, string[] options)
    {
        try
        {
            program.Compile(options);
        }
        catch (NVRTCException)
        {
            // The exception has only the kind of the failure; the log says what is wrong, and where.
            throw new CompilationException(source, Identity, Log(program));
        }
    }

    // Like every text of NVRTC's the log ends in a zero, and an empty one is nothing else.
    private static string Log(CudaRuntimeCompiler program) => program.GetLogAsString().TrimEnd('\0');
}
