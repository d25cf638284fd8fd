using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary><c>Span&lt;T&gt;</c> and its like, as types: their device twins, which can live anywhere.</summary>
internal sealed class DeviceTypeRule(SemanticModel model) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is ScopedTypeSyntax scoped)
            edits.Remove(scoped.ScopedKeyword.Span);
        if (node is not NameSyntax name || name.IsVar || name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax
            || CalledNames.CallOf(name) is not null
            || model.GetSymbolInfo(name).Symbol is not INamedTypeSymbol type
            || DeviceTypes.TwinOf(type) is not { } twin)
        {
            return;
        }

        var unqualified = name is QualifiedNameSyntax qualified ? qualified.Right : name;
        if (unqualified is GenericNameSyntax generic)
            edits.Replace(TextSpan.FromBounds(name.SpanStart, generic.TypeArgumentList.SpanStart), twin);
        else
            edits.Replace(name.Span, DeviceTypes.NameOf(type));
    }
}
