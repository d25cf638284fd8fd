namespace Moe.Dsl;

/// <summary>
/// Makes a method, property, unmanaged struct, enum or interface part of the kernel language: kernels and routings,
/// in this assembly or one that references it, may use it, and it is emitted as CUDA C++.
/// </summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Struct | AttributeTargets.Enum
    | AttributeTargets.Interface)]
public sealed class DeviceAttribute : Attribute;
