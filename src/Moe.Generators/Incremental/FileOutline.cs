using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Incremental;

/// <summary>
/// What code in other files can see of a file, unless it looks into method bodies: everything but those.
/// </summary>
internal sealed class FileOutline
{
    // Kept no longer than the file's tree.
    private static readonly ConditionalWeakTable<SyntaxTree, FileOutline> Kept = new();

    private readonly HashSet<string> _openParts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _primaryParts = new(StringComparer.Ordinal);

    private FileOutline(SyntaxTree file, CancellationToken cancellationToken)
    {
        string text = file.GetText(cancellationToken).ToString();
        var outline = new StringBuilder();
        int position = 0;
        foreach (var body in BodiesIn(((CompilationUnitSyntax)file.GetRoot(cancellationToken)).Members))
        {
            // Whether it is a block or an expression, and that it is there, is seen.
            outline.Append(text, position, body.SpanStart - position).Append(body is BlockSyntax ? "{}" : "=>");
            position = body.Span.End;
        }

        outline.Append(text, position, text.Length - position);
        WithoutBodies = $"{file.FilePath} {HashOf(outline.ToString())}";
        Whole = $"{file.FilePath} {HashOf(text)}";
    }

    /// <summary>The file's path, and a hash of its text without the bodies of methods.</summary>
    public string WithoutBodies { get; }

    /// <summary>The file's path, and a hash of its text.</summary>
    public string Whole { get; }

    /// <summary>The names of partial types that have a primary constructor here.</summary>
    public IEnumerable<string> PrimaryParts => _primaryParts;

    /// <summary>The outline of a file.</summary>
    public static FileOutline Of(SyntaxTree file, CancellationToken cancellationToken)
        => Kept.GetValue(file, tree => new FileOutline(tree, cancellationToken));

    /// <summary>Whether the file has a part, without bodies in its outline, of a type of one of these names.</summary>
    public bool HasPartOf(HashSet<string> types) => _openParts.Overlaps(types);

    // What a body of a type with a primary constructor uses of its parameters becomes the type's fields, and is seen so.
    // A directive in a body holds behind it too.
    private IEnumerable<SyntaxNode> BodiesIn(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                foreach (var body in BodiesIn(space.Members))
                    yield return body;
            }
            else if (member is TypeDeclarationSyntax { ParameterList: null } type)
            {
                _openParts.Add(type.Identifier.ValueText);
                foreach (var body in BodiesIn(type.Members))
                    yield return body;
            }
            else if (member is TypeDeclarationSyntax primary)
            {
                _primaryParts.Add(primary.Identifier.ValueText);
            }
            else if (member is MethodDeclarationSyntax method
                && ((SyntaxNode?)method.Body ?? method.ExpressionBody) is { ContainsDirectives: false } body)
            {
                yield return body;
            }
        }
    }

    private static string HashOf(string text)
    {
        using var algorithm = SHA256.Create();
        return Convert.ToBase64String(algorithm.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
