using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Moe.CodeFixes;

/// <summary>Adds attributes to declarations, and takes them away.</summary>
internal static class Attributes
{
    /// <summary>Adds an attribute on a line of its own; comments in front of the declaration stay in front of it.</summary>
    /// <param name="member">The declaration.</param>
    /// <param name="attribute">The attribute's full name.</param>
    public static MemberDeclarationSyntax Add(MemberDeclarationSyntax member, string attribute)
    {
        var first = member.GetFirstToken();
        var indentation = first.LeadingTrivia.LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var name = SyntaxFactory.ParseName("global::" + attribute).WithAdditionalAnnotations(Simplifier.Annotation);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(first.LeadingTrivia)
            .WithTrailingTrivia(LineEnds.Of(member));
        var bare = member.ReplaceToken(
            first, first.WithLeadingTrivia(indentation == default ? [] : SyntaxFactory.TriviaList(indentation)));
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }

    /// <summary>Takes an attribute away, and its list with it where nothing else stands in it.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        bool isAlone = attribute.Parent is AttributeListSyntax { Attributes.Count: 1 };
        return root.RemoveNode(isAlone ? attribute.Parent! : attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
