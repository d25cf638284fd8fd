using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerCreation(IObjectCreationOperation creation)
    {
        var type = creation.Type!;
        if (!HasFields(type))
        {
            return RefuseType(type, creation.Syntax);
        }

        var constructor = creation.Constructor!;
        string name = TypeOf(type);
        Value made;
        if (constructor.Parameters.IsEmpty && constructor.IsImplicitlyDeclared)
        {
            made = new Value(new BraceExpression(name, []));
        }
        else if (StructFields.IsPrimary(constructor))
        {
            made = LowerInOrder(
                [.. creation.Arguments.Select(ArgumentOf)],
                operands => new CallExpression(Name(name), InParameterOrder(creation.Arguments, operands)));
        }
        else
        {
            return Refuse(creation, $"a constructor of '{type.ToDisplayString()}' that is not its primary one",
                "Use the primary constructor, or an object initializer.");
        }

        return creation.Initializer is null ? made : Initialize(made, type, creation.Initializer);
    }

    /// <summary>Whether a type is a struct of the author's, or a tuple.</summary>
    private bool HasFields(ITypeSymbol type) => type.IsDeviceStruct() || type.IsTupleType && _unit.HasCudaForm(type);

    private static ImmutableArray<CudaExpression> InParameterOrder(
        ImmutableArray<IArgumentOperation> arguments, ImmutableArray<CudaExpression> operands)
    {
        var pairs = arguments.Zip(operands, (argument, operand) => (argument.Parameter!.Ordinal, operand));
        return [.. pairs.OrderBy(pair => pair.Ordinal).Select(pair => pair.operand)];
    }

    private Value LowerWith(IWithOperation op)
        => HasFields(op.Type!)
            ? Initialize(Lower(op.Operand), op.Type!, op.Initializer)
            : RefuseType(op.Type!, op.Syntax);

    /// <summary>A kept copy, with fields assigned one after another.</summary>
    private Value Initialize(Value start, ITypeSymbol type, IObjectOrCollectionInitializerOperation initializer)
    {
        var kept = Keep(start, type);
        var total = kept.Total;
        foreach (var item in initializer.Initializers)
        {
            if (item is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                || FieldNameOf(target.Member) is not { } name)
            {
                return Refuse(item, "an initializer of something other than a field", "Assign it afterwards.");
            }

            var value = LowerInto(assignment.Value);
            Emit(Assign(new MemberExpression(kept.Expression, ".", name), value.Expression));
            total = total.And(value.Total);
        }

        return kept with { Total = total };
    }
}
