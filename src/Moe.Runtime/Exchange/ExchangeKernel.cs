using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A built-in kernel as one exchange uses it: with the routing, element type and shape it was made for.</summary>
public sealed class ExchangeKernel
{
    private readonly long[] _constants;

    internal ExchangeKernel(string name, KernelDefinition definition, long[] constants)
    {
        Name = name;
        Definition = definition;
        _constants = constants;
        NameExpression = definition.NameExpression(constants);
    }

    /// <summary>Its short name, such as <c>Pack</c>.</summary>
    public string Name { get; }

    /// <summary>The kernel with its type arguments.</summary>
    public KernelDefinition Definition { get; }

    /// <summary>The values of its constants.</summary>
    public IReadOnlyList<long> Constants => _constants;

    /// <summary>The kernel that is instantiated, as an expression of C++.</summary>
    public string NameExpression { get; }

    /// <summary>The whole CUDA C++ program as it is compiled.</summary>
    public string Source => Definition.Program.Value.Source;

    /// <inheritdoc/>
    public override string ToString() => NameExpression;

    /// <summary>Makes it ready on a device.</summary>
    internal void Prepare(Device device) => device.Prepare(Definition, _constants);

    internal static ExchangeKernel Of<TLaunch>(string name, params long[] constants)
        where TLaunch : struct, IKernelLaunch
        => new(name, TLaunch.Definition, constants);
}
