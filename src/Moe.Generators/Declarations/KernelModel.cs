namespace Moe.Generators.Declarations;

/// <summary>What a kernel has beyond a device function: how it is launched.</summary>
/// <param name="TypeParameters">Its type parameters.</param>
/// <param name="Constraints">Their constraints, one clause each.</param>
/// <param name="Parameters">All parameters, in order.</param>
/// <param name="Constants">Those of them that are compile-time constants in CUDA.</param>
/// <param name="Memory">Its span and rows parameters, where one of them is marked [NoAlias]; otherwise none.</param>
/// <param name="MaxThreads">The most threads a block is launched with.</param>
/// <param name="Waits">Whether its threads can wait for one another.</param>
internal sealed record KernelModel(
    EquatableArray<string> TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<ConstantModel> Constants,
    EquatableArray<MemoryModel> Memory,
    int MaxThreads,
    bool Waits)
{
    /// <summary>Whether a parameter is a pointer, which no launch passes, but the factory has to declare.</summary>
    public bool IsUnsafe => Parameters.Any(p => p.Type.Contains('*'));
}

/// <summary>A span or rows parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="SourceName">Its name as it is spoken of.</param>
/// <param name="IsNoAlias">Whether it is marked [NoAlias].</param>
internal sealed record MemoryModel(ParameterModel Parameter, string SourceName, bool IsNoAlias);

/// <summary>A [Specialize] parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="SourceName">Its name as it is spoken of.</param>
/// <param name="CudaType">Its type in CUDA C++.</param>
/// <param name="IsBool">Whether it is a bool, which C# does not cast to a number.</param>
internal sealed record ConstantModel(ParameterModel Parameter, string SourceName, string CudaType, bool IsBool);
