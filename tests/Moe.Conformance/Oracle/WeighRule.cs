namespace Moe.Conformance.Oracle;

/// <summary>How one value of an answer is weighed, in plain C#.</summary>
public delegate float WeighRule(float value, float weight);
