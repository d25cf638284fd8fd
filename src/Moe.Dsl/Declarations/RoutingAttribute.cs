namespace Moe.Dsl;

/// <summary>
/// Declares a routing: an unmanaged partial struct that implements <see cref="IRouting"/> and says, in one
/// <see cref="DispatchAttribute"/> method, where a choice goes and, in at most one <see cref="CombineAttribute"/>
/// method, how an expert's answer is weighed. The generator writes its CUDA C++ and the interface's implementation.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class RoutingAttribute : Attribute;
