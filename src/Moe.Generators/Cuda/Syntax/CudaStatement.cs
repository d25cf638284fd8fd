using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>A statement of CUDA C++, and the C# place it came from.</summary>
internal abstract record CudaStatement
{
    public SourcePlace? Place { get; init; }

    /// <summary>Whether the author left a line empty before it.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether it can stand under an <c>if</c> or a loop without braces.</summary>
    public virtual bool IsSimple => false;
}

internal sealed record ExpressionStatement(CudaExpression Expression) : CudaStatement
{
    public override bool IsSimple => true;
}

/// <summary>Declares variables of one type.</summary>
internal sealed record DeclarationStatement(string Type, ImmutableArray<CudaVariable> Variables) : CudaStatement;

internal sealed record BlockStatement(ImmutableArray<CudaStatement> Statements) : CudaStatement
{
    /// <summary>The statement, where there is exactly one.</summary>
    public CudaStatement? Only => Statements.Length == 1 ? Statements[0] : null;
}

internal sealed record IfStatement(CudaExpression Condition, BlockStatement Then, BlockStatement? Else) : CudaStatement;

/// <summary>A <c>for</c>; its head's initializer is a declaration or expressions.</summary>
internal sealed record ForStatement(
    CudaStatement? Initializer,
    CudaExpression? Condition,
    ImmutableArray<CudaExpression> Increments,
    BlockStatement Body) : CudaStatement;

internal sealed record WhileStatement(CudaExpression Condition, BlockStatement Body) : CudaStatement;

/// <summary>A <c>do</c>; its place is the body's beginning, and the condition has one of its own.</summary>
internal sealed record DoStatement(BlockStatement Body, CudaExpression Condition, SourcePlace? ConditionPlace)
    : CudaStatement;

/// <summary>A <c>switch</c> whose sections never fall through.</summary>
internal sealed record SwitchStatement(CudaExpression Value, ImmutableArray<SwitchSection> Sections) : CudaStatement;

/// <summary>Labels (null is <c>default</c>) and what they select.</summary>
internal sealed record SwitchSection(ImmutableArray<CudaExpression?> Labels, BlockStatement Body);

/// <summary>A lambda that is called by a name; it captures nothing, or by reference what it uses.</summary>
internal sealed record LambdaStatement(
    string Name, bool Captures, ImmutableArray<string> Parameters, string? ReturnType, BlockStatement Body)
    : CudaStatement;

internal sealed record ReturnStatement(CudaExpression? Value) : CudaStatement
{
    public override bool IsSimple => true;
}

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record JumpStatement(string Keyword) : CudaStatement
{
    public override bool IsSimple => true;
}

/// <summary>A variable: its name, what stands behind it (<c>[32]</c> or <c>{data, 32}</c>), and its value.</summary>
internal sealed record CudaVariable(string Name, CudaExpression? Value, string Suffix = "");

/// <summary>A place in a C# file; the line counts from 1.</summary>
internal sealed record SourcePlace(string File, int Line);
