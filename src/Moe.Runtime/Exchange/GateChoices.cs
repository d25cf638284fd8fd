using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A batch's choices, as the gate made them: ids of one type and weights of one, the others empty.</summary>
internal readonly record struct GateChoices
{
    /// <summary>[T * K] the experts chosen, -1 where masked.</summary>
    public DeviceView<int> IntIds { get; init; }

    /// <inheritdoc cref="IntIds"/>
    public DeviceView<long> LongIds { get; init; }

    /// <summary>[T * K] the choices' weights.</summary>
    public DeviceView<float> SingleWeights { get; init; }

    /// <inheritdoc cref="SingleWeights"/>
    public DeviceView<Half> HalfWeights { get; init; }

    /// <inheritdoc cref="SingleWeights"/>
    public DeviceView<BFloat16> BFloat16Weights { get; init; }
}
