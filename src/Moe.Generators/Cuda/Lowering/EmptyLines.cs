using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Finds where the author set statements apart.</summary>
internal static class EmptyLines
{
    /// <summary>Whether a line between the node and what stands before it is empty.</summary>
    public static bool Before(SyntaxNode node)
    {
        bool isEmpty = true;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            bool endsLine = trivia.IsKind(SyntaxKind.EndOfLineTrivia);
            if (endsLine && isEmpty)
                return true;

            // A directive ends its line itself.
            isEmpty = endsLine || trivia.IsDirective || isEmpty && trivia.IsKind(SyntaxKind.WhitespaceTrivia);
        }

        return false;
    }
}
