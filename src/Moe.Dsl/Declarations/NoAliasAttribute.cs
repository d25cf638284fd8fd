namespace Moe.Dsl;

/// <summary>
/// Promises of a kernel's span or rows parameter that none of its elements is also reached through another parameter,
/// unless both only read: <c>__restrict__</c> in CUDA, so that the compiler may load early, once, and through the
/// read-only cache. The launch's factory, <c>Kernels.NAME(...)</c>, throws where another span or rows argument overlaps it;
/// tables that a routing or a struct holds are not looked at.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoAliasAttribute : Attribute;
