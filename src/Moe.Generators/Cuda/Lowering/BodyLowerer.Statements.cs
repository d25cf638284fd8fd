using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private void LowerStatement(IOperation statement)
    {
        _unit.CancellationToken.ThrowIfCancellationRequested();
        _where = statement.Syntax;
        _place = _unit.PlaceOf(statement.Syntax.GetLocation());
        int first = _statements.Count;
        var around = _current;
        _current = new Statement(statement.Syntax, _statements, ImmutableArray.CreateBuilder<CudaStatement>());
        LowerKind(statement);
        for (int i = 0; i < _current.Before.Count; i++)
            _statements.Insert(first + i, _current.Before[i]);
        _current = around;
        if (_statements.Count > first && EmptyLines.Before(statement.Syntax))
            _statements[first] = _statements[first] with { IsApart = true };
    }

    private void LowerKind(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                Emit(LowerBlock(block) with { Place = null });
                break;
            case IEmptyOperation or IReturnOperation { IsImplicit: true, ReturnedValue: null }:
                break;
            case IExpressionStatementOperation expression:
                LowerEffect(expression.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                    LowerDeclarator(declarator);
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                Emit(new ReturnStatement(result.ReturnedValue is { } value ? LowerInto(value).Expression : null));
                break;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                Emit(new JumpStatement("break"));
                break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                Emit(new JumpStatement("continue"));
                break;
            case IConditionalOperation branch:
                LowerIf(branch);
                break;
            case ISwitchOperation choice:
                LowerSwitch(choice);
                break;
            case ILoopOperation loop:
                LowerLoop(loop);
                break;
            // It is said of the label.
            case IBranchOperation { BranchKind: BranchKind.GoTo } branch when branch.Syntax is GotoStatementSyntax
                { CaseOrDefaultKeyword.RawKind: 0 }:
                break;
            default:
                Refuse(statement);
                break;
        }
    }

    /// <summary>Lowers a statement, or the statements of a block, into a block.</summary>
    private BlockStatement LowerBlock(IOperation operation) => CaptureBlock(() =>
    {
        _depth++;
        if (operation is IBlockOperation block)
        {
            LowerStatements(block.Operations);
        }
        else
        {
            LowerStatement(operation);
        }

        _depth--;
    });

    private void LowerIf(IConditionalOperation branch)
    {
        var place = _place;
        var condition = Lower(branch.Condition).Expression;
        var then = LowerBlock(branch.WhenTrue);
        var otherwise = branch.WhenFalse is { } whenFalse ? LowerBlock(whenFalse) : null;
        Emit(new IfStatement(condition, then, otherwise) { Place = place });
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator)
    {
        var local = declarator.Symbol;
        _where = declarator.Syntax;
        if (local.RefKind != RefKind.None)
        {
            Refuse(DiagnosticDescriptors.Reference, declarator.Syntax, "a ref local", _user);
            return;
        }

        var initializer = declarator.GetVariableInitializer()?.Value;
        if (initializer is not null && SharedCall(initializer) is { } shared)
        {
            LowerShared(local, shared);
            return;
        }

        if (initializer is not null && RegistersCall(initializer) is { } registers)
        {
            LowerRegisters(declarator, registers);
            return;
        }

        // A constant is declared where it is first used.
        if (local.IsConst)
            return;
        _where = (declarator.Syntax.Parent as VariableDeclarationSyntax)?.Type ?? declarator.Syntax;
        string type = TypeOf(local.Type);

        // What is wrong with the type is wrong with its value too, and is said once.
        if (_unit.HasCudaForm(local.Type))
            Declare(type, NameOf(local), initializer is null ? null : LowerInto(initializer).Expression);
    }

    // What is not finite is spelled as a call, which is no constant expression.
    private static bool IsNotFinite(object? constant) => constant switch
    {
        float value => float.IsNaN(value) || float.IsInfinity(value),
        double value => double.IsNaN(value) || double.IsInfinity(value),
        _ => false,
    };

    private static IInvocationOperation? SharedCall(IOperation initializer) => CallOf(initializer, KnownNames.Shared);

    private static IInvocationOperation? CallOf(IOperation initializer, string type)
    {
        while (initializer is IConversionOperation conversion)
            initializer = conversion.Operand;
        return initializer is IInvocationOperation call && call.TargetMethod.ContainingType.Is(type) ? call : null;
    }

    private void LowerShared(ILocalSymbol local, IInvocationOperation call)
    {
        if (!_isKernel || _depth != 1)
        {
            Refuse(DiagnosticDescriptors.MisplacedShared, call.Syntax, _user);
            return;
        }

        var length = call.Arguments[0].Value;
        if (!IsKnownAtCompileTime(length))
        {
            Refuse(DiagnosticDescriptors.SharedLength, length.Syntax, _user, length.Syntax.ToString());
            return;
        }

        DeclareArray("alignas(16) __shared__ ", local, call, value: null);
    }

    /// <summary>Declares an array, and a span of it under the local's name. A pack fits it wherever it may begin.</summary>
    private void DeclareArray(string specifiers, ILocalSymbol local, IInvocationOperation call, CudaExpression? value)
    {
        string element = TypeOf(call.TargetMethod.TypeArguments[0]);
        string storage = NameOf(local) + "_storage";
        if (_unit.IsDeclaredHere(storage))
            storage = _unit.Fresh(storage);
        string size = ExpressionPrinter.Print(Lower(call.Arguments[0].Value).Expression);
        Emit(new DeclarationStatement(specifiers + element, [new CudaVariable(storage, value, $"[{size}]")]));
        Emit(new DeclarationStatement(
            TypeOf(local.Type), [new CudaVariable(NameOf(local), null, $"{{{storage}, {size}}}")]));
    }

    private static bool IsKnownAtCompileTime(IOperation length) => length switch
    {
        { ConstantValue.HasValue: true } => true,
        IParameterReferenceOperation p => p.Parameter.Has(KnownNames.SpecializeAttribute),
        IPropertyReferenceOperation { Property: { Name: "Length", IsStatic: true, ContainingType: var type } } =>
            type.OriginalDefinition.Is(KnownNames.Pack),
        IBinaryOperation { OperatorMethod: null } b =>
            IsKnownAtCompileTime(b.LeftOperand) && IsKnownAtCompileTime(b.RightOperand),
        IUnaryOperation { OperatorMethod: null } u => IsKnownAtCompileTime(u.Operand),
        IConversionOperation { OperatorMethod: null } c => IsKnownAtCompileTime(c.Operand),
        IConditionalOperation { WhenFalse: { } whenFalse } c =>
            IsKnownAtCompileTime(c.Condition) && IsKnownAtCompileTime(c.WhenTrue) && IsKnownAtCompileTime(whenFalse),
        _ => false,
    };

    // As a statement, S(x) would declare an x.
    private void EmitUnlessDone(Value value, bool isCreation = false)
    {
        if (value.Expression is not NameExpression)
            Emit(isCreation ? new CastExpression("void", value.Expression) : value.Expression);
    }

    /// <summary>Lowers an expression for its effect alone.</summary>
    private void LowerEffect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IDiscardOperation } assignment:
                EmitUnlessDone(Lower(assignment.Value), assignment.Value is IObjectCreationOperation);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction);
                break;
            case IAssignmentOperation assignment:
                LowerAssignment(assignment, isUsed: false);
                break;
            case IIncrementOrDecrementOperation change:
                EmitUnlessDone(LowerIncrement(change, isUsed: false));
                break;
            default:
                EmitUnlessDone(Lower(operation), operation is IObjectCreationOperation);
                break;
        }
    }
}
