using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda;

/// <summary>Translates declarations to CUDA C++.</summary>
internal static class CudaTranslator
{
    /// <summary>Translates a static method that is marked [Kernel] or [Device].</summary>
    /// <param name="method">The method, in source.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="projectDirectory">What the files of places are relative to; empty where it is not known.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static Translation TranslateMethod(
        IMethodSymbol method, Compilation compilation, string projectDirectory, CancellationToken cancellationToken)
        => throw new NotImplementedException();

    /// <summary>Translates a struct that is marked [Routing] or [Device], with the methods inside it.</summary>
    /// <param name="type">The struct, in source.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="projectDirectory">What the files of places are relative to; empty where it is not known.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static Translation TranslateType(
        INamedTypeSymbol type, Compilation compilation, string projectDirectory, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}
