namespace Moe.Dsl;

/// <summary>
/// The method of a routing that weighs one value of an expert's answer: <c>float Method(float value, float weight)</c>.
/// Without one, the answer is value times weight.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombineAttribute : Attribute;
