using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// Reads summaries. They are taken from the text above a declaration: whether the compiler parses it as documentation
/// depends on the project, and the CUDA text must not.
/// </summary>
internal static class Summaries
{
    public static string Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax(cancellationToken);
            node = node as MemberDeclarationSyntax ?? node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (node is not null && Read(node.GetLeadingTrivia().ToFullString()) is { Length: > 0 } summary)
                return summary;
        }

        return "";
    }

    private static string Read(string trivia)
    {
        var lines = trivia.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line.Substring(3));
        try
        {
            var summary = XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>").Element("summary");
            string text = summary is null ? "" : string.Concat(summary.Nodes().Select(Text));
            return Regex.Replace(text, @"\s+", " ").Trim();
        }
        catch (XmlException)
        {
            return "";
        }
    }

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
