using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerRead(IOperation operation) => LowerPlace(operation) is { } place ? Read(place) : Nothing;

    private Value Read(Place place)
    {
        var value = LowerInOrder(place.Operands, place.Build);
        return new Value(value.Expression, value.Effects.And(place.Reading), value.Total.And(place.Reading));
    }

    /// <summary>The place that an operation denotes; null, and a diagnostic, where it denotes none.</summary>
    private Place? LowerPlace(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { IsDeclaration: true } op:
                DeclareBefore(op.Local.Type, NewNameOf(op.Local));
                return Variable(op.Local);
            case ILocalReferenceOperation op:
                return Variable(op.Local);
            case IDeclarationExpressionOperation op:
                return LowerPlace(op.Expression);
            case IDiscardOperation op:
                return LowerDiscard(op);
            case IParameterReferenceOperation op:
                return LowerParameter(op);
            case IFieldReferenceOperation op:
                return LowerField(op);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } op
                when TypeSpeller.View(instance.Type!) is not null:
                return LowerElement(op, instance);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } op
                when IntrinsicMember.Of(op.Property) is not null:
                return LowerRegister(op, instance);
            case IPropertyReferenceOperation { Instance: { } instance } op when FieldNameOf(op.Property) is { } name:
                return LowerMember(instance, name);
            default:
                Refuse(operation);
                return null;
        }
    }

    private Place Variable(ISymbol variable)
        => new([], _ => Name(NameOf(variable)),
            _assigned.Contains(variable) ? Effects.Read(variable) : Effects.None, Effects.Write(variable));

    private static Place InMemory(CudaExpression expression)
        => new([], _ => expression, Effects.ReadMemory, Effects.WriteMemory);

    private Place LowerParameter(IParameterReferenceOperation op)
    {
        var parameter = op.Parameter;
        if (IsCaptured(parameter))
            return InMemory(ThisMember(NameOf(parameter)));
        return parameter.RefKind == RefKind.None ? Variable(parameter) : InMemory(Name(NameOf(parameter)));
    }

    /// <summary>Whether a parameter of the primary constructor has become a field.</summary>
    private bool IsCaptured(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && !SymbolEqualityComparer.Default.Equals(constructor, _method);

    // A local or parameter of the same name would hide the member.
    private CudaExpression ThisMember(string name)
        => _localNames.Value.Contains(name) ? new MemberExpression(Name("this"), "->", name) : Name(name);

    private Place? LowerField(IFieldReferenceOperation op)
    {
        if (op.Instance is null)
        {
            Refuse(DiagnosticDescriptors.StaticState, op.Syntax, op.Field.Display(), _user);
            return null;
        }

        return LowerMember(op.Instance, FieldNameOf(op.Field)!);
    }

    private Place? LowerMember(IOperation instance, string name)
    {
        if (instance is IInstanceReferenceOperation)
            return InMemory(ThisMember(name));
        if (!HasFields(instance.Type!))
        {
            if (!IsRefusedFor(instance))
                RefuseType(instance.Type!, instance.Syntax);
            return null;
        }

        return IsPlace(instance)
            ? LowerPlace(instance)?.Member(".", name)
            : new Place([OperandOf(instance)], o => new MemberExpression(o[0], ".", name), Effects.None, Effects.None);
    }

    private static bool IsPlace(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IDeclarationExpressionOperation or IDiscardOperation => true,
        IFieldReferenceOperation { Field.IsConst: false } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } =>
            TypeSpeller.View(instance.Type!) is ("Span", _)
            || IntrinsicMember.Of(((IPropertyReferenceOperation)operation).Property) is not null && IsPlace(instance),
        IPropertyReferenceOperation { Property: var property } => FieldNameOf(property) is not null,
        _ => false,
    };

    private Place LowerElement(IPropertyReferenceOperation op, IOperation instance)
    {
        var index = op.Arguments[0].Value;
        var span = OperandOf(instance);
        var place = new Operand(index.Type!, () => LowerInto(index));
        bool isSpan = TypeSpeller.View(instance.Type!) is ("Span", _);

        // C# holds the address of a variable meanwhile, and so sees what the index does to it.
        bool isVariable = instance is ILocalReferenceOperation or IParameterReferenceOperation;
        return new Place(
            isVariable ? [place, span] : [span, place],
            o => isVariable ? new IndexExpression(o[1], o[0]) : new IndexExpression(o[0], o[1]),
            isSpan ? Effects.ReadMemory : Effects.None, isSpan ? Effects.WriteMemory : Effects.None);
    }

    // An element of a value that lies in registers is part of the variable that holds it.
    private Place? LowerRegister(IPropertyReferenceOperation op, IOperation instance)
    {
        var index = op.Arguments[0].Value;
        var indexOperand = new Operand(index.Type!, () => LowerInto(index));
        if (!IsPlace(instance))
        {
            return new Place(
                [OperandOf(instance), indexOperand], o => new IndexExpression(o[0], o[1]), Effects.None, Effects.None);
        }

        if (LowerPlace(instance) is not { } holder)
            return null;
        int position = holder.Operands.Length;
        return holder with
        {
            Operands = holder.Operands.Add(indexOperand),
            Build = operands => new IndexExpression(holder.Build(operands), operands[position]),
        };
    }

    /// <summary>The field that a property is in CUDA; null where its value is computed.</summary>
    private static string? FieldNameOf(ISymbol? member) => member switch
    {
        IFieldSymbol { CorrespondingTupleField: { } element } => element.Name,
        IFieldSymbol field => ReservedNames.Avoid(field.Name),
        IPropertySymbol property when StructFields.IsAutomatic(property) => ReservedNames.Avoid(property.Name),
        _ => null,
    };

    private Value LowerProperty(IPropertyReferenceOperation op)
    {
        var property = op.Property;
        if (op.Instance?.Type is { } type && TypeSpeller.View(type) is not null)
            return LowerViewMember(op, op.Instance);
        if (IntrinsicMember.Of(property) is { } intrinsic)
            return LowerIntrinsicProperty(op, intrinsic);
        if (property is { IsStatic: true, IsAbstract: true, ContainingType: var owner }
            && owner.Is(KnownNames.RoutingInterface) && op.ConstrainedToType is ITypeParameterSymbol routing)
        {
            return new Value(Name($"{ReservedNames.Avoid(routing.Name)}::{property.Name}"));
        }

        if (op.Instance is not null && FieldNameOf(property) is not null && op.Instance.Type!.IsDeviceStruct())
            return LowerRead(op);
        if (property.IsDeviceMember() && property.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct
            && DeviceForms.Problem(property.OriginalDefinition) is null)
        {
            return LowerGetter(op);
        }

        if (op.Instance is { } instance && IsRefusedFor(instance))
            return Nothing;
        string instead = property.ContainingType.IsDeviceStruct()
            ? "Mark the property [Device]."
            : "Pass its value as a parameter.";
        return Refuse(DiagnosticDescriptors.UnsupportedMember, op.Syntax, property.Display(), _user, instead);
    }

    private Value LowerViewMember(IPropertyReferenceOperation op, IOperation instance)
    {
        switch (op.Property)
        {
            case { IsIndexer: true } when op.Arguments[0].Parameter!.Type.SpecialType
                is SpecialType.System_Int32 or SpecialType.System_Int64:
                return LowerRead(op);
            case { Name: "Length" or "Count" or "Width" }:
                var value = Lower(instance);
                return value.As(new MemberExpression(value.Expression, ".", op.Property.Name));
            case { Name: "IsEmpty" }:
                var span = Lower(instance);
                return span.As(new BinaryExpression(
                    new MemberExpression(span.Expression, ".", "Length"), "==", Name("0")));
            default:
                return Refuse(DiagnosticDescriptors.UnsupportedMember, op.Syntax, op.Property.Display(), _user,
                    "Use Length, Slice and the indexer.");
        }
    }

    private Value LowerIntrinsicProperty(IPropertyReferenceOperation op, IntrinsicMember intrinsic)
    {
        if (!MayUse(op, op.Property, intrinsic))
            return Nothing;
        if (op.Property.IsIndexer)
            return LowerRead(op);
        if (op.Instance is not null)
        {
            var value = Lower(op.Instance);
            return value.As(new MemberExpression(value.Expression, ".", op.Property.Name));
        }

        string text = intrinsic.Native ?? $"{IntrinsicOwner(op.Property)}::{op.Property.Name}";
        return new Value(text[0] == '(' ? new PrefixedExpression(text) : Name(text));
    }

    /// <summary>Notes the intrinsic's header; false, and a diagnostic, where a routing may not use it.</summary>
    private bool MayUse(IOperation operation, ISymbol member, IntrinsicMember intrinsic)
    {
        if (intrinsic.Header is { } header)
            _unit.NeedHeader(header);
        if (!_isRouting || !intrinsic.PerThread)
            return true;
        Refuse(DiagnosticDescriptors.GridInRouting, operation.Syntax, member.Display(), _user);
        return false;
    }
}
