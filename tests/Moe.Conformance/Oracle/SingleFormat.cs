namespace Moe.Conformance.Oracle;

/// <summary>Float stores itself.</summary>
public sealed class SingleFormat : ElementFormat<float>
{
    /// <inheritdoc/>
    public override float Widen(float value) => value;

    /// <inheritdoc/>
    public override float Round(float value) => value;

    /// <inheritdoc/>
    public override uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
