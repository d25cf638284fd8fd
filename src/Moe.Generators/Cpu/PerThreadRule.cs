using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>
/// <c>ThreadIdx.X</c>, <c>Block.Copy(..)</c>: asked of the thread. Where a row of threads stands is asked of locals of the
/// loop over it, which the JIT keeps in registers.
/// </summary>
internal sealed class PerThreadRule(SemanticModel model, bool isRow) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is not SimpleNameSyntax name
            || model.GetSymbolInfo(CalledNames.CallOf(name) ?? (ExpressionSyntax)name).Symbol
                is not { IsStatic: true } member
            || !DeviceSymbols.IsPerThread(member))
        {
            return;
        }

        string type = member.ContainingType.Name;
        string owner = isRow && CpuBody.Places.Contains(type) && !IsCaptured(name)
            ? CpuBody.LocalOf(type)
            : $"{CpuBody.Thread}.{type}";
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            edits.Replace(access.Expression.Span, owner);
        else
            edits.Insert(name.SpanStart, owner + ".");
    }

    // A local that is captured is in memory for the whole body.
    private static bool IsCaptured(SyntaxNode node)
        => node.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not null;
}
