using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>The names that a declaration gives to its locals, parameters and members.</summary>
internal static class DeclaredNames
{
    public static HashSet<string> Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        symbol = (symbol as IMethodSymbol)?.PartialImplementationPart ?? symbol;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (NameOf(node) is { } name)
                    names.Add(name);
            }
        }

        return names;
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        // A constant is written as a constant of the unit, so it hides nothing.
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field }
            when field.Modifiers.Any(m => m.ValueText == "const") => null,
        VariableDeclaratorSyntax n => n.Identifier.ValueText,
        ParameterSyntax n => n.Identifier.ValueText,
        TypeParameterSyntax n => n.Identifier.ValueText,
        SingleVariableDesignationSyntax n => n.Identifier.ValueText,
        ForEachStatementSyntax n => n.Identifier.ValueText,
        PropertyDeclarationSyntax n => n.Identifier.ValueText,
        MethodDeclarationSyntax n => n.Identifier.ValueText,
        LocalFunctionStatementSyntax n => n.Identifier.ValueText,
        _ => null,
    };
}
