using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>A register array: it ends with the block that declares it.</summary>
internal sealed class RegisterRule(SemanticModel model) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is LocalDeclarationStatementSyntax { Parent: BlockSyntax } statement
            && statement.Declaration.Variables.FirstOrDefault(IsRegisters) is { } array)
        {
            string name = "__frame_" + array.Identifier.ValueText;
            edits.Insert(statement.SpanStart, $"using var {name} = {CpuBody.Thread}.Registers.Frame(); ");
        }
    }

    private bool IsRegisters(VariableDeclaratorSyntax variable)
        => variable.Initializer?.Value is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && method.ContainingType.Is(KnownNames.Registers);
}
