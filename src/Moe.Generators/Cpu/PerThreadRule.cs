using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary><c>ThreadIdx.X</c>, <c>Block.Copy(..)</c>: asked of the thread.</summary>
internal sealed class PerThreadRule(SemanticModel model) : BodyRule
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

        string owner = $"{CpuBody.Thread}.{member.ContainingType.Name}";
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            edits.Replace(access.Expression.Span, owner);
        else
            edits.Insert(name.SpanStart, owner + ".");
    }
}
