using System.Globalization;

namespace Moe.Dsl;

/// <summary>A kernel with its type arguments: what is compiled once its constants are known.</summary>
public sealed class KernelDefinition
{
    private readonly string _cudaName;

    /// <summary>Defines a kernel. Generated code calls this.</summary>
    /// <param name="name">The C# name, such as <c>App.Activations.SwiGlu</c>.</param>
    /// <param name="unit">Its declaration in CUDA C++.</param>
    /// <param name="typeArguments">Its type arguments, in order.</param>
    /// <param name="constants">Its <see cref="SpecializeAttribute"/> parameters, in order.</param>
    /// <param name="maxThreads">The most threads a block is launched with.</param>
    public KernelDefinition(
        string name,
        CudaUnit unit,
        IReadOnlyList<CudaType> typeArguments,
        IReadOnlyList<KernelConstant> constants,
        int maxThreads)
    {
        Name = name;
        Unit = unit;
        TypeArguments = typeArguments;
        Constants = constants;
        MaxThreads = maxThreads;
        _cudaName = unit.Name;
        Program = new Lazy<CudaProgram>(
            () => CudaProgram.Link([.. typeArguments.SelectMany(t => t.Needs), unit]));
    }

    /// <summary>The C# name, such as <c>App.Activations.SwiGlu</c>.</summary>
    public string Name { get; }

    /// <summary>Its declaration in CUDA C++.</summary>
    public CudaUnit Unit { get; }

    /// <summary>Its type arguments, in order.</summary>
    public IReadOnlyList<CudaType> TypeArguments { get; }

    /// <summary>Its <see cref="SpecializeAttribute"/> parameters, in order.</summary>
    public IReadOnlyList<KernelConstant> Constants { get; }

    /// <summary>The most threads a block is launched with.</summary>
    public int MaxThreads { get; }

    /// <summary>The whole program that is compiled.</summary>
    public Lazy<CudaProgram> Program { get; }

    /// <summary>
    /// The kernel as an expression of C++, such as <c>::Moe::Runtime::Pack&lt;::App::BlockRouting, 7168&gt;</c>.
    /// </summary>
    /// <param name="constants">The constants' values, one for each of <see cref="Constants"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than constants.</exception>
    public string NameExpression(ReadOnlySpan<long> constants)
    {
        if (constants.Length != Constants.Count)
        {
            throw new ArgumentException(
                $"{Name} has {Constants.Count} constants, but {constants.Length} values were given.", nameof(constants));
        }

        var arguments = new List<string>();
        foreach (var type in TypeArguments)
            arguments.Add(type.Name);
        for (int i = 0; i < constants.Length; i++)
            arguments.Add(Literal(Constants[i].CudaType, constants[i]));
        return arguments.Count == 0 ? $"::{_cudaName}" : $"::{_cudaName}<{string.Join(", ", arguments)}>";
    }

    private static string Literal(string type, long value) => type switch
    {
        "int" => value.ToString(CultureInfo.InvariantCulture),
        "bool" => value != 0 ? "true" : "false",
        _ => $"({type}){value.ToString(CultureInfo.InvariantCulture)}LL",
    };
}
