namespace Moe.Dsl;

/// <summary>
/// Marks a member, or every member of a type, whose CUDA body stands in the prelude under the same name, in namespace
/// <c>moe</c>: <c>Moe.Dsl.Warp.Ballot</c> is <c>moe::Warp::Ballot</c>. A parameter has the same default there as here.
/// </summary>
/// <param name="header">
/// The prelude header that holds the body, such as <c>Warp.cuh</c>; null where CUDA itself has it.
/// </param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct
    | AttributeTargets.Enum)]
public sealed class IntrinsicAttribute(string? header = null) : Attribute
{
    /// <summary>The prelude header that holds the body; null where CUDA itself has it.</summary>
    public string? Header { get; } = header;

    /// <summary>
    /// The CUDA expression, where it is not the member's own name, such as <c>(int)threadIdx.x</c>.
    /// </summary>
    public string? Native { get; init; }

    /// <summary>
    /// Whether the member depends on the thread that evaluates it. In a CPU body it is then asked of the
    /// <see cref="KernelThread"/>, which has a member of the declaring type's name.
    /// </summary>
    public bool PerThread { get; init; }

    /// <summary>
    /// Whether threads wait for one another here. A CPU body awaits it.
    /// </summary>
    public bool Synchronizes { get; init; }
}
