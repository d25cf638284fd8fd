using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value Lower(IOperation operation)
    {
        var around = _where;
        _where = operation.Syntax;
        var constant = operation.ConstantValue.HasValue ? LowerConstant(operation) : null;
        var value = constant ?? LowerComputed(operation);
        _where = around;
        return value;
    }

    private Value LowerComputed(IOperation operation)
    {
        return operation switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => LowerRead(operation),
            IFieldReferenceOperation => LowerRead(operation),
            IPropertyReferenceOperation op => LowerProperty(op),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } =>
                new Value(new UnaryExpression("*", Name("this")), Effects.ReadMemory),
            IInvocationOperation op => LowerCall(op),
            IBinaryOperation op => LowerBinary(op),
            IUnaryOperation op => LowerUnary(op),
            IConversionOperation op => LowerConversion(op),
            IConditionalOperation op => LowerConditional(op),
            IAssignmentOperation op and not IDeconstructionAssignmentOperation and not ICoalesceAssignmentOperation =>
                LowerAssignment(op, isUsed: true),
            IIncrementOrDecrementOperation op => LowerIncrement(op, isUsed: true),
            IObjectCreationOperation op => LowerCreation(op),
            IWithOperation op => LowerWith(op),
            IDefaultValueOperation op => new Value(new BraceExpression(TypeOf(op.Type!), [])),
            ISizeOfOperation op => new Value(new CastExpression("int", Name($"sizeof({TypeOf(op.TypeOperand)})"))),
            IIsPatternOperation op => LowerIsPattern(op),
            IIsTypeOperation op => LowerIsType(op),
            ISwitchExpressionOperation op => LowerSwitchExpression(op),
            ITupleOperation op => LowerTuple(op),
            ITupleBinaryOperation op => LowerTupleEquality(op),
            IDeconstructionAssignmentOperation op => Refuse(
                op, "a deconstruction whose value is used", "Assign first, and use the variables then."),
            _ => Refuse(operation),
        };
    }

    private Value? LowerConstant(IOperation operation)
    {
        if (operation.ConstantValue.Value is null || operation.Type is not { } type)
            return null;
        if (type.TypeKind == TypeKind.Enum)
            return new Value(EnumConstant((INamedTypeSymbol)type, operation.ConstantValue.Value));
        if (CudaLiteral.Of(operation.ConstantValue.Value) is not { } literal)
            return null;
        return operation switch
        {
            IFieldReferenceOperation { Field: var field } => new Value(NamedConstant(field, literal)),
            ILocalReferenceOperation { Local: var local } => new Value(NamedConstant(local, literal)),
            // A sum or product of named constants says more than its value.
            IBinaryOperation op when IsWholeNumber(type) && MentionsName(op) => null,
            _ => new Value(literal),
        };
    }

    private static bool MentionsName(IOperation operation)
        => operation.DescendantsAndSelf().Any(
            o => o is ILocalReferenceOperation
                || o is IFieldReferenceOperation { Field: var field } && !IsFramework(field));

    private static bool IsFramework(ISymbol symbol)
    {
        var space = symbol.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System" };
    }

    private CudaExpression NamedConstant(ILocalSymbol local, CudaExpression literal)
        => IsNotFinite(local.ConstantValue) || _method.ContainingType.TypeKind == TypeKind.Struct
            ? literal
            : _unit.Constant(local, TypeOf(local.Type), Plain(literal));

    private static CudaExpression Plain(CudaExpression literal)
        => literal is CastExpression { Operand: var plain } ? plain : literal;

    private CudaExpression NamedConstant(IFieldSymbol field, CudaExpression literal)
    {
        if (IsFramework(field) || IsNotFinite(field.ConstantValue))
            return literal;
        if (IntrinsicMember.Of(field) is { } intrinsic)
        {
            if (intrinsic.Header is { } header)
                _unit.NeedHeader(header);
            return Name($"moe::{field.ContainingType.Name}::{field.Name}");
        }

        return _unit.Constant(field, TypeOf(field.Type), Plain(literal));
    }

    private CudaExpression EnumConstant(INamedTypeSymbol type, object value)
    {
        string name = TypeOf(type);
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, value));
        return member is null
            ? new CastExpression(name, Plain(CudaLiteral.Of(value)!))
            : Name($"{name}::{ReservedNames.Avoid(member.Name)}");
    }

    private Value LowerConditional(IConditionalOperation op)
    {
        if (op.IsRef)
            return Refuse(DiagnosticDescriptors.Reference, op.Syntax, "a conditional reference", _user);
        var condition = Lower(op.Condition);
        var choices = Widened(op.WhenTrue, op.WhenFalse!, ChoiceType);
        var (then, thenStatements) = Capture(choices[0].Lower);
        var (otherwise, otherwiseStatements) = Capture(choices[1].Lower);
        var total = condition.Total.And(then.Total).And(otherwise.Total);
        if (thenStatements.IsEmpty && otherwiseStatements.IsEmpty)
        {
            return new Value(
                new ConditionalExpression(condition.Expression, then.Expression, otherwise.Expression),
                condition.Effects.And(then.Effects).And(otherwise.Effects),
                total);
        }

        var kept = Name(_unit.Fresh("kept"));
        Declare(TypeOf(op.Type!), kept.Text, null);
        Emit(new IfStatement(
            condition.Expression,
            new BlockStatement(thenStatements.Add(new ExpressionStatement(Assign(kept, then.Expression)))),
            new BlockStatement(otherwiseStatements.Add(new ExpressionStatement(Assign(kept, otherwise.Expression))))));
        return new Value(kept, Effects.None, total);
    }

    private static bool IsNumber(ITypeSymbol? type)
        => type?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double
            and not SpecialType.System_Decimal;
}
