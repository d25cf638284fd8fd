namespace Moe.Dsl;

/// <summary>
/// The method of a routing that says where one choice goes: <c>Destination Method(Assignment choice)</c>.
/// It is evaluated once for each choice of each token.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DispatchAttribute : Attribute;
