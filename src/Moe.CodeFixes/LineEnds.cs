using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.CodeFixes;

/// <summary>Line ends as a file has them.</summary>
internal static class LineEnds
{
    /// <summary>The line end that the file of a node has first.</summary>
    public static SyntaxTrivia Of(SyntaxNode node)
    {
        var end = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return end == default ? SyntaxFactory.LineFeed : end;
    }
}
