namespace Moe.Runtime.Compilation;

/// <summary>Compiles CUDA C++ to machine code at run time. Several threads may call it at once.</summary>
public interface ICudaCompiler
{
    /// <summary>Which compiler in which version, such as <c>NVRTC 12.4</c>: part of the cache's key.</summary>
    string Identity { get; }

    /// <summary>The architectures it makes machine code for, such as <c>sm_90</c>, in rising order.</summary>
    IReadOnlyList<string> Architectures { get; }

    /// <summary>Compiles a program.</summary>
    /// <exception cref="CompilationException">It does not compile.</exception>
    CompiledCuda Compile(CudaSource source);
}
