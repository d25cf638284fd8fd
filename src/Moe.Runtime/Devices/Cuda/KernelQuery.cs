using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A <see cref="KernelKey"/> to look for, its values still on the stack.</summary>
internal readonly ref struct KernelQuery(KernelDefinition definition, ReadOnlySpan<long> constants)
{
    public KernelDefinition Definition { get; } = definition;

    public ReadOnlySpan<long> Constants { get; } = constants;
}
