using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Reads summaries and what they say of parameters. They are taken from the text above a declaration: whether the
/// compiler parses it as documentation depends on the project, and the CUDA text must not.
/// </summary>
internal static class Documentation
{
    /// <summary>The summary, then <c>name: text</c> for each parameter; each without markup, on one line.</summary>
    public static ImmutableArray<string> Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax(cancellationToken);
            node = node as MemberDeclarationSyntax ?? node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (node is not null && Read(node.GetLeadingTrivia().ToFullString()) is { IsEmpty: false } comments)
                return comments;
        }

        return [];
    }

    private static ImmutableArray<string> Read(string trivia)
    {
        if (!trivia.Contains("///"))
            return [];
        var lines = trivia.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line.Substring(3));
        try
        {
            var documentation = XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>");
            var summary = documentation.Elements("summary").Take(1).Select(Plain);
            var parameters = documentation.Elements("param").Select(
                p => (Name: ReservedNames.Avoid(p.Attribute("name")?.Value ?? ""), Text: Plain(p)));
            return
            [
                .. summary.Where(text => text.Length > 0),
                .. parameters.Where(p => p.Text.Length > 0).Select(p => $"{p.Name}: {p.Text}"),
            ];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static string Plain(XElement element)
        => Regex.Replace(string.Concat(element.Nodes().Select(Text)), @"\s+", " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => NameIn(reference),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    // <see cref="Pair{T}"/> and <paramref name="x"/> read as the name alone.
    private static string NameIn(XElement reference)
    {
        string name = reference.Attributes().FirstOrDefault()?.Value ?? "";
        return name.Split('{', '(')[0].Split('.', ':').Last();
    }
}
