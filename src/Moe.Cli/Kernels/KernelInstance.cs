using Moe.Dsl;

namespace Moe.Cli;

/// <summary>A kernel with type arguments and constants: what can be compiled.</summary>
/// <param name="Definition">The kernel with its type arguments.</param>
/// <param name="Constants">[Definition.Constants.Count] its constants' values.</param>
/// <param name="Shape">What type arguments and constants stand for, where the tool has chosen them all.</param>
internal sealed record KernelInstance(KernelDefinition Definition, long[] Constants, string? Shape = null)
{
    /// <summary>A comment that says what it is.</summary>
    public string Title => $"// {Definition.NameExpression(Constants)}{(Shape is null ? "" : ": ")}{Shape}";
}
