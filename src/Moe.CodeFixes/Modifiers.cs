using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.CodeFixes;

/// <summary>Adds modifiers to declarations.</summary>
internal static class Modifiers
{
    /// <summary>Adds a modifier at a place in the list; comments in front of the declaration stay in front of it.</summary>
    public static TMember Add<TMember>(TMember member, SyntaxKind modifier, int index)
        where TMember : MemberDeclarationSyntax
    {
        var token = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        if (index > 0)
            return (TMember)member.WithModifiers(member.Modifiers.Insert(index, token));
        var first = member.AttributeLists.Count > 0
            ? member.AttributeLists.Last().GetLastToken().GetNextToken()
            : member.GetFirstToken();
        var bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        return (TMember)bare.WithModifiers(bare.Modifiers.Insert(0, token.WithLeadingTrivia(first.LeadingTrivia)));
    }
}
