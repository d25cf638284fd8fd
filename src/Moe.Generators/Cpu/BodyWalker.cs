using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.Generators.Cpu;

/// <summary>Shows every node of a body to every rule, in the order of the text.</summary>
internal sealed class BodyWalker(ImmutableArray<BodyRule> rules, TextEdits edits, CancellationToken cancellationToken)
    : CSharpSyntaxWalker
{
    public override void Visit(SyntaxNode? node)
    {
        if (node is null)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var rule in rules)
            rule.Enter(node, edits);
        base.Visit(node);
        for (int i = rules.Length - 1; i >= 0; i--)
            rules[i].Leave(node, edits);
    }
}
