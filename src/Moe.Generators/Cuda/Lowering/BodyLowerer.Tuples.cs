using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Tuples. One that is taken apart where it is made is never made.</summary>
internal sealed partial class BodyLowerer
{
    private Value LowerTuple(ITupleOperation tuple)
    {
        string type = TypeOf(tuple.Type!);
        return LowerInOrder(
            [.. tuple.Elements.Select(e => new Operand(e.Type!, () => LowerInto(e)))],
            elements => new CallExpression(Name(type), elements));
    }

    /// <summary>A conversion of a tuple: of a literal's elements, or of one that is there.</summary>
    private Value LowerTupleConversion(IConversionOperation op, ITypeSymbol from, ITypeSymbol to)
    {
        if (IsSame(from, to))
            return Lower(op.Operand);
        if (CanCut(from, to) && IsChecked(op.Syntax))
            return RefuseChecked(op.Syntax);
        var tuple = KeepUnlessName(Lower(op.Operand), from);
        return tuple.As(ConvertTuple(tuple.Expression, from, to, op));
    }

    /// <summary>Whether a conversion makes a whole number of one that may not fit, or of a fraction.</summary>
    private bool CanCut(ITypeSymbol from, ITypeSymbol to)
        => from.IsTupleType && to.IsTupleType
            ? Parts.Of(from, null)!.Value.Zip(Parts.Of(to, null)!.Value, (source, target) => CanCut(source.Type, target.Type))
                .Any(can => can)
            : IsWholeNumber(to) && !_unit.Compilation.ClassifyConversion(from, to).IsImplicit;

    private CallExpression ConvertTuple(CudaExpression tuple, ITypeSymbol from, ITypeSymbol to, IOperation op)
    {
        var elements = Parts.Of(from, null)!.Value.Zip(Parts.Of(to, null)!.Value, (source, target) =>
        {
            var element = new MemberExpression(tuple, ".", source.Name);
            return IsSame(source.Type, target.Type) ? element
                : source.Type.IsTupleType && target.Type.IsTupleType
                ? ConvertTuple(element, source.Type, target.Type, op)
                : IsScalar(source.Type) && IsScalar(target.Type) ? Convert(element, source.Type, target.Type, op)
                : RefuseConversion(op, from, to).Expression;
        });
        return new CallExpression(Name(TypeOf(to)), [.. elements]);
    }

    private Value LowerTupleEquality(ITupleBinaryOperation op)
    {
        var operands = ImmutableArray.CreateBuilder<Operand>();
        var left = Side(op.LeftOperand, operands);
        var right = Side(op.RightOperand, operands);
        bool isEqual = op.OperatorKind == BinaryOperatorKind.Equals;
        return LowerInOrder(operands, values =>
        {
            CudaExpression? all = null;
            foreach (var (one, other) in left(values).Zip(right(values), (one, other) => (one, other)))
            {
                var test = Comparison(one.Value, other.Value, one.Type, isEqual, op);
                all = all is null ? test : new BinaryExpression(all, isEqual ? "&&" : "||", test);
            }

            return all!;
        });
    }

    /// <summary>
    /// The elements of one side, those of inner tuples as well. C# evaluates all before it compares any, so that what has
    /// an effect is kept: C++ might not come to it.
    /// </summary>
    private Func<ImmutableArray<CudaExpression>, IEnumerable<(CudaExpression Value, ITypeSymbol Type)>> Side(
        IOperation side, ImmutableArray<Operand>.Builder operands)
    {
        if (LiteralOf(side) is { } literal)
        {
            var elements = literal.Elements.Select(e => Side(e, operands)).ToList();
            return values => elements.SelectMany(element => element(values));
        }

        var type = side.Type!;
        int at = operands.Count;
        operands.Add(new Operand(type, () =>
        {
            var value = Lower(side);
            return type.IsTupleType ? KeepUnlessVariable(value, type)
                : value.Effects.ChangesAnything ? Keep(value, type)
                : value;
        }));
        return values => Leaves(values[at], type);
    }

    /// <summary>
    /// A value that can be taken apart; a variable that changes meanwhile is kept by what orders the operands.
    /// </summary>
    private Value KeepUnlessVariable(Value value, ITypeSymbol type)
        => value.Expression is NameExpression ? value : Keep(value, type);

    private static IEnumerable<(CudaExpression Value, ITypeSymbol Type)> Leaves(CudaExpression value, ITypeSymbol type)
        => type.IsTupleType
            ? Parts.Of(type, null)!.Value.SelectMany(p => Leaves(new MemberExpression(value, ".", p.Name), p.Type))
            : [(value, type)];

    private CudaExpression Comparison(
        CudaExpression left, CudaExpression right, ITypeSymbol type, bool isEqual, IOperation op)
    {
        bool isRecord = type.IsRecord && type.IsDeviceStruct() && RecordEquality.Exists(type);
        if (!isRecord && !IsScalar(type) && !type.Has(KnownNames.IntrinsicAttribute) && !type.Is(KnownNames.Half))
        {
            string construct = $"a comparison of tuples that hold a '{type.ToDisplayString()}'";
            return Refuse(op, construct, "Compare their elements.").Expression;
        }

        if (isEqual)
            return new BinaryExpression(left, "==", right);
        return isRecord ? Not(new BinaryExpression(left, "==", right)) : new BinaryExpression(left, "!=", right);
    }

    /// <summary>The tuple that is written out; null where it is a value that is there.</summary>
    private ITupleOperation? LiteralOf(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Operand: var inner } && inner.Type is { } type
            && (IsSame(type, operation.Type!) || inner is ITupleOperation))
            operation = inner;
        return operation as ITupleOperation;
    }
}
