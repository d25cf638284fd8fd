using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A thread's own arrays.</summary>
internal sealed partial class BodyLowerer
{
    private static IInvocationOperation? RegistersCall(IOperation initializer)
        => CallOf(initializer, KnownNames.Registers);

    private void LowerRegisters(IVariableDeclaratorOperation declarator, IInvocationOperation call)
    {
        var local = declarator.Symbol;
        var length = call.Arguments[0].Value;
        if (declarator.Syntax.Parent?.Parent is not LocalDeclarationStatementSyntax { Parent: BlockSyntax })
            Refuse(DiagnosticDescriptors.MisplacedRegisters, call.Syntax, _user);
        else if (!IsKnownAtCompileTime(length))
            Refuse(DiagnosticDescriptors.RegisterLength, length.Syntax, _user, length.Syntax.ToString());
        else if (RegisterUses.Kept(declarator) is { } kept)
            Refuse(DiagnosticDescriptors.RegistersEscape, kept.Syntax, local.Name, _user);
        else
            DeclareArray("alignas(16) ", local, call, new BraceExpression("", []));
    }
}
