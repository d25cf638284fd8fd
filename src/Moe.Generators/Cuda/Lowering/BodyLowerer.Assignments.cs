using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    /// <summary>Writes an assignment as a statement; its value is what was assigned.</summary>
    private Value LowerAssignment(IAssignmentOperation assignment, bool isUsed)
    {
        if (assignment is ISimpleAssignmentOperation { IsRef: true })
            return Refuse(DiagnosticDescriptors.Reference, assignment.Syntax, "a reference assignment", _user);
        if (assignment is not (ISimpleAssignmentOperation or ICompoundAssignmentOperation))
            return Refuse(assignment);
        if (!IsPlace(assignment.Target))
            return RefuseTarget(assignment.Target);
        if (LowerPlace(assignment.Target) is not { } place)
            return Nothing;
        if (assignment is ICompoundAssignmentOperation compound)
            return LowerCompound(compound, place, isUsed);

        var value = new Operand(assignment.Value.Type!, () => LowerInto(assignment.Value));
        var (operands, effects, total) = LowerInOrder(place.Operands.Add(value));
        var stored = new Value(operands[operands.Length - 1], effects, total);
        return Store(place, place.Build(operands), stored, assignment, isUsed);
    }

    private Value Store(
        Place place, CudaExpression target, Value value, IAssignmentOperation op, bool isUsed)
    {
        var total = value.Total.And(place.Writing);

        // Another thread may change an element before it is read again; and `i = i++` makes compilers warn.
        if (isUsed && place.Writing.WritesMemory || value.Effects.Writes.Overlaps(place.Writing.Writes))
            value = Keep(value, op.Target.Type!);
        Emit(Assign(target, value.Expression));
        if (!isUsed)
            return Nothing;
        return place.Writing.WritesMemory
            ? new Value(value.Expression, Effects.None, total)
            : new Value(target, place.Reading, total);
    }

    private Value RefuseTarget(IOperation target)
        => target is IPropertyReferenceOperation property
            ? Refuse(DiagnosticDescriptors.UnsupportedMember, target.Syntax, property.Property.Display(), _user,
                "Assign a field or an automatic property.")
            : target is IConditionalOperation
                ? Refuse(DiagnosticDescriptors.Reference, target.Syntax, "a conditional reference", _user)
            : target is IFieldReferenceOperation { Instance: null } field
                ? Refuse(DiagnosticDescriptors.StaticState, target.Syntax, field.Field.Display(), _user)
                : Refuse(target);

    private Value LowerCompound(ICompoundAssignmentOperation op, Place place, bool isUsed)
    {
        var type = op.Target.Type!;
        if (op.OperatorMethod is not null || op.IsLifted || !IsScalar(type) || !IsScalar(op.Value.Type))
            return Refuse(op, "an operator on operands that are not numbers", "Write a [Device] method.");
        if (IsChecked(op.Syntax) && Wrapping(type, op.OperatorKind) is { } wrapping)
            return Refuse(DiagnosticDescriptors.CheckedArithmetic, op.Syntax, wrapping, _user);

        bool isOverloaded = op.OperatorKind == BinaryOperatorKind.Remainder && IsFloatingPoint(type);
        var (value, statements) = Capture(() => isOverloaded ? Lower(op.Value) : LowerInto(op.Value));
        var right = new Operand(op.Value.Type!, () =>
        {
            _statements.AddRange(statements);
            return value;
        });

        // C# reads the old value before it evaluates the right side.
        bool isDisturbed = place.Reading.ConflictsWith(value.Total);
        if (!isDisturbed && !isUsed && CompoundText(op, type) is { } text)
        {
            var (operands, _, _) = LowerInOrder(place.Operands.Add(right));
            var count = operands[operands.Length - 1];
            bool isShift = op.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift;
            Emit(new AssignmentExpression(place.Build(operands), text, isShift ? Masked(count, type) : count));
            return Nothing;
        }

        var (found, _, before) = LowerInOrder([.. place.Operands.Select(Once)]);
        var target = place.Build(found);
        var old = isDisturbed ? Keep(new Value(target), type).Expression : target;
        var added = AsNumber(right.Lower().Expression, op.Value.Type!);
        var result = IsProductCut(op, type)
            ? new BinaryExpression(AsUnsigned(old, "unsigned int"), "*", AsUnsigned(added, "unsigned int"))
            : Combine(op.OperatorKind, AsNumber(old, type), added, Promoted(type), op.Syntax);
        var total = before.And(value.Total).And(place.Reading);
        return Store(place, target, new Value(result, value.Effects, total), op, isUsed);
    }

    /// <summary>The compound operator of C++ that means the same; null where there is none.</summary>
    private static string? CompoundText(ICompoundAssignmentOperation op, ITypeSymbol type)
    {
        bool hasTwin = type.TypeKind != TypeKind.Enum
            && op.OperatorKind != BinaryOperatorKind.UnsignedRightShift
            && !(op.OperatorKind == BinaryOperatorKind.LeftShift && !IsUnsigned(type))
            && !(op.OperatorKind == BinaryOperatorKind.Remainder && IsFloatingPoint(type))
            && !IsProductCut(op, type)
            && !(UnsignedOf(type) is not null && IsUnchecked(op.Syntax));
        return hasTwin ? OperatorOf(op.OperatorKind) + "=" : null;
    }

    // C# cuts a product of these to 16 bits; the int that C++ multiplies them as may be too small for it.
    private static bool IsProductCut(ICompoundAssignmentOperation op, ITypeSymbol type)
        => op.OperatorKind == BinaryOperatorKind.Multiply
            && type.SpecialType is (SpecialType.System_UInt16 or SpecialType.System_Char);

    // What is evaluated twice in C++ but once in C# is kept.
    private Operand Once(Operand operand) => operand with
    {
        Lower = () =>
        {
            var value = operand.Lower();
            return value.Effects == Effects.None ? value : Keep(value, operand.Type, operand.Name);
        },
    };

    private ITypeSymbol Promoted(ITypeSymbol type)
        => IsSmall(type)
            ? _unit.Compilation.GetSpecialType(SpecialType.System_Int32)
            : type;

    private Value LowerIncrement(IIncrementOrDecrementOperation op, bool isUsed)
    {
        var type = op.Target.Type!;
        if (op.OperatorMethod is not null || op.IsLifted || type.TypeKind == TypeKind.Enum || !IsScalar(type))
            return Refuse(op, "an operator on an operand that is not a number", "Write an assignment.");
        if (op.IsChecked && Wrapping(type, BinaryOperatorKind.Add) is { } wrapping)
            return Refuse(DiagnosticDescriptors.CheckedArithmetic, op.Syntax, wrapping, _user);
        if (!IsPlace(op.Target))
            return RefuseTarget(op.Target);
        if (LowerPlace(op.Target) is not { } place)
            return Nothing;
        if (UnsignedOf(type) is not null && IsUnchecked(op.Syntax))
            return LowerWrappingIncrement(op, place, isUsed);

        string text = op.Kind == OperationKind.Increment ? "++" : "--";
        var (operands, effects, total) = LowerInOrder(place.Operands);
        var target = place.Build(operands);
        var changed = place.Reading.And(place.Writing);
        return new Value(
            op.IsPostfix || !isUsed ? new PostfixExpression(target, text) : new UnaryExpression(text, target),
            effects.And(changed), total.And(changed));
    }

    private Value LowerWrappingIncrement(IIncrementOrDecrementOperation op, Place place, bool isUsed)
    {
        var kind = op.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var type = op.Target.Type!;
        var (operands, _, total) = LowerInOrder([.. place.Operands.Select(Once)]);
        var target = place.Build(operands);
        var old = isUsed && op.IsPostfix ? Keep(new Value(target), type).Expression : target;
        var changed = Combine(kind, old, Number(1), type, op.Syntax);
        if (isUsed && !op.IsPostfix)
            changed = Keep(new Value(changed), type).Expression;
        Emit(Assign(target, changed));
        if (!isUsed)
            return Nothing;
        return new Value(op.IsPostfix ? old : changed, Effects.None, total.And(place.Reading).And(place.Writing));
    }
}
