using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
            return LowerLocalCall(call);
        if (method.ContainingType.Is(KnownNames.Shared))
            return Refuse(DiagnosticDescriptors.MisplacedShared, call.Syntax, _user);
        if (method.ContainingType.Is(KnownNames.Registers))
            return Refuse(DiagnosticDescriptors.MisplacedRegisters, call.Syntax, _user);
        if (call.Instance?.Type is { } type && TypeSpeller.View(type) is not null)
            return LowerSlice(call, call.Instance);
        if (IntrinsicMember.Of(method) is { } intrinsic)
            return MayUse(call, method, intrinsic) ? LowerIntrinsic(call, intrinsic) : Nothing;
        if (FrameworkTwins.Of(method) is { } twin)
            return LowerTwin(call, twin);
        if (method.MethodKind != MethodKind.Ordinary || !IsDeviceMethod(method))
        {
            if (call.Instance is { } instance && IsRefusedFor(instance))
                return Nothing;
            return Refuse(
                DiagnosticDescriptors.UnsupportedCall, call.Syntax, method.Display(), _user,
                FrameworkTwins.Advice(method));
        }

        if (_isRouting && Reachable.Any(method, UsesGrid, _unit.Compilation, _unit.CancellationToken))
            return Refuse(DiagnosticDescriptors.GridInRouting, call.Syntax, method.Display(), _user);
        return call.Instance is null ? LowerStaticCall(call) : LowerInstanceCall(call, call.Instance);
    }

    private static bool IsDeviceMethod(IMethodSymbol method)
        => method.OriginalDefinition.IsDeviceMember() && (method.ContainingType.TypeKind switch
        {
            TypeKind.Interface =>
                method is { IsStatic: false, IsAbstract: true } && method.ContainingType.Has(KnownNames.DeviceAttribute),
            TypeKind.Struct => method.ContainingType.IsDeviceStruct(),
            TypeKind.Class => method.IsStatic && !method.ContainingType.IsGenericType,
            _ => false,
        });

    private static bool UsesGrid(IMethodSymbol method, bool hasBody)
        => IntrinsicMember.Of(method) is { PerThread: true };

    private Value LowerStaticCall(IInvocationOperation call)
        => Call(call, [], _ => WithTypeArguments(StaticName(call.TargetMethod), call.TargetMethod));

    // A generic struct's own members are found in what it is made into; "template" says that "<" follows a template.
    private NameExpression StaticName(ISymbol member)
    {
        if (member.ContainingType is not { IsGenericType: true, TypeKind: TypeKind.Struct } owner)
        {
            string name = _unit.Name(member);
            bool isAmbiguous = !name.Contains("::") && member is IMethodSymbol method && ArgumentLookup.FindsOthers(method);
            return Name(isAmbiguous ? $"{ReservedNames.Avoid(member.ContainingType.Name)}::{name}" : name);
        }

        bool isDependent = member is IMethodSymbol { IsGenericMethod: true } && owner.TypeArguments.Any(IsDependent);
        return Name($"{TypeOf(owner)}::{(isDependent ? "template " : "")}{ReservedNames.Avoid(member.Name)}");
    }

    private static bool IsDependent(ITypeSymbol type)
        => type is ITypeParameterSymbol || type is INamedTypeSymbol named && named.TypeArguments.Any(IsDependent);

    private Value LowerInstanceCall(IInvocationOperation call, IOperation instance)
    {
        var method = call.TargetMethod;
        string name = ReservedNames.Avoid(method.Name);
        if (method.IsGenericMethod)
            return Refuse(call, "a generic method of a struct", "Write a static [Device] method.");
        if (method.ContainingType.TypeKind == TypeKind.Interface && instance.Type is not ITypeParameterSymbol)
            return Refuse(call, "a call through an interface", "Take a type parameter that the interface constrains.");
        return ReceiverOf(instance, method, name) is var (operands, callee, effects)
            ? Call(call, operands, callee, effects)
            : Nothing;
    }

    /// <summary>What a member function is called on.</summary>
    /// <param name="Operands">What has to be evaluated to find it.</param>
    /// <param name="Callee">Makes the function of the evaluated operands.</param>
    /// <param name="Effects">The effects of reading it and, where the function changes it, of writing it.</param>
    private readonly record struct Receiver(
        ImmutableArray<Operand> Operands, Func<ImmutableArray<CudaExpression>, CudaExpression> Callee, Effects Effects);

    /// <summary>What a member function is called on; null, and a diagnostic, where that denotes nothing.</summary>
    private Receiver? ReceiverOf(IOperation instance, IMethodSymbol method, string name)
    {
        bool isReader = method.IsReadOnly || method.ContainingType.IsReadOnly;
        if (instance is IInstanceReferenceOperation && (isReader || !_isReader))
            return new Receiver([], _ => ThisMember(name), Effects.None);

        // What the method changes has to be the very place, unless C# would have it change a copy.
        bool isCopied = !isReader && !IsWritable(instance);
        if (!isCopied && IsPlace(instance))
        {
            if (LowerPlace(instance) is not { } place)
                return null;
            var effects = isReader ? place.Reading : place.Reading.And(place.Writing);
            return new Receiver(place.Operands, o => new MemberExpression(place.Build(o), ".", name), effects);
        }

        var receiver = isCopied
            ? new Operand(instance.Type!, () => Keep(Lower(instance), instance.Type!))
            : OperandOf(instance);
        return new Receiver([receiver], o => new MemberExpression(o[0], ".", name), Effects.None);
    }

    /// <summary>Whether C# lets a place be changed, and with it what it is a part of.</summary>
    private bool IsWritable(IOperation place) => place switch
    {
        IInstanceReferenceOperation => !_isReader,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => false,
        IParameterReferenceOperation op => !_isReader || !IsCaptured(op.Parameter),
        IFieldReferenceOperation op => !op.Field.IsReadOnly && op.Instance is not null && IsWritable(op.Instance),
        IPropertyReferenceOperation { Property.IsIndexer: false } => false,
        IPropertyReferenceOperation { Instance: { } holder } =>
            TypeSpeller.View(holder.Type!) is var (_, isConst) ? !isConst : IsWritable(holder),
        _ => IsPlace(place),
    };

    private Value LowerSlice(IInvocationOperation call, IOperation instance)
        => call.TargetMethod.Name == "Slice"
            ? Call(call, [OperandOf(instance)], o => new MemberExpression(o[0], ".", "Slice"))
            : Refuse(DiagnosticDescriptors.UnsupportedCall, call.Syntax, call.TargetMethod.Display(), _user,
                "Use Length, Slice and the indexer, or Block.Copy and Block.Fill.");

    private Value LowerIntrinsic(IInvocationOperation call, IntrinsicMember intrinsic)
    {
        if (call.Instance is not null)
            return Refuse(DiagnosticDescriptors.UnsupportedCall, call.Syntax, call.TargetMethod.Display(), _user, "");
        var sizes = new ValueSizes(_unit.Compilation, _unit.CancellationToken);
        if (ShuffledType(call.TargetMethod) is { } type && sizes.AtLeast(type) is > 8 and var bytes)
            return Refuse(DiagnosticDescriptors.ShuffledSize, call.Syntax, type.ToDisplayString(), _user, bytes);
        if (call.TargetMethod.ContainingType.Is(KnownNames.Atomic) && AtomicTargets.Hidden(call) is { } hidden)
        {
            return Refuse(
                DiagnosticDescriptors.AtomicTarget, hidden.Syntax, call.TargetMethod.Display(), _user,
                hidden.Syntax.ToString());
        }

        string name = intrinsic.Native ?? $"{IntrinsicOwner(call.TargetMethod)}::{call.TargetMethod.Name}";
        return Call(call, [], _ => WithTypeArguments(Name(name), call.TargetMethod));
    }

    private string IntrinsicOwner(ISymbol member)
        => member.ContainingType.IsGenericType ? TypeOf(member.ContainingType) : $"moe::{member.ContainingType.Name}";

    private static ITypeSymbol? ShuffledType(IMethodSymbol method)
        => method.ContainingType.Is(KnownNames.Warp) && method.Name.StartsWith("Shuffle", StringComparison.Ordinal)
            ? method.TypeArguments[0]
            : null;

    private Value LowerTwin(IInvocationOperation call, FrameworkTwin twin)
    {
        if (twin.Header is { } header)
            _unit.NeedHeader(header);
        return Call(call, [], _ => Name(twin.Name));
    }

    private Value LowerGetter(IPropertyReferenceOperation op)
    {
        string name = ReservedNames.Avoid(op.Property.Name);
        if (op.Instance is null)
            return new Value(new CallExpression(StaticName(op.Property), []), Effects.ReadMemory);
        var getter = op.Property.GetMethod!;
        if (ReceiverOf(op.Instance, getter, name) is not var (receiver, callee, reached))
            return Nothing;
        var (operands, before, total) = LowerInOrder(receiver);
        var effects = CallEffects.Of(getter, op.Instance).And(reached);
        return new Value(new CallExpression(callee(operands), []), before.And(effects), total.And(effects));
    }

    private NameExpression WithTypeArguments(NameExpression name, IMethodSymbol method)
        => method.TypeArguments.IsEmpty
            ? name
            : Name($"{name.Text}<{string.Join(", ", method.TypeArguments.Select(TypeOf))}>");

    /// <summary>A call: the receiver's operands, then the arguments in the order in which they are written.</summary>
    private Value Call(
        IInvocationOperation call,
        ImmutableArray<Operand> receiver,
        Func<ImmutableArray<CudaExpression>, CudaExpression> callee,
        Effects? receiverEffects = null)
    {
        var operands = receiver.ToBuilder();
        var builders = new SortedDictionary<int, Func<ImmutableArray<CudaExpression>, CudaExpression>>();
        var effects = CallEffects.Of(call.TargetMethod, call.Instance).And(receiverEffects ?? Effects.None);
        // The prelude's functions have the same defaults.
        bool isIntrinsic = IntrinsicMember.Of(call.TargetMethod) is not null;
        foreach (var argument in call.Arguments)
        {
            bool isMissing = argument.ArgumentKind == ArgumentKind.DefaultValue;
            if (isMissing && (isIntrinsic || IsCallerInformation(argument, call.TargetMethod)))
                continue;
            int start = operands.Count;

            // A constant is declared where its value is first asked for.
            if (argument.Parameter!.RefKind != RefKind.None
                && !argument.Value.ConstantValue.HasValue && IsPlace(argument.Value) && IsVariable(argument.Value))
            {
                if (LowerPlace(argument.Value) is not { } place)
                    return Nothing;
                operands.AddRange(place.Operands);
                effects = effects.And(place.Reading);
                if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out)
                    effects = effects.And(place.Writing);
                builders.Add(argument.Parameter.Ordinal, all => place.Build(all.Slice(start, place.Operands.Length)));
            }
            else
            {
                operands.Add(ArgumentOf(argument));
                builders.Add(argument.Parameter.Ordinal, all => all[start]);
            }
        }

        var (lowered, before, total) = LowerInOrder(operands);
        var expression = new CallExpression(callee(lowered), [.. builders.Values.Select(build => build(lowered))]);
        return new Value(expression, before.And(effects), total.And(effects));
    }

    // The line and file that checked views ask for are the CPU body's business; an author's function is told its line.
    private static bool IsCallerInformation(IArgumentOperation argument, IMethodSymbol method)
        => !method.OriginalDefinition.IsDeviceMember()
            && argument.Parameter!.GetAttributes().Any(
                a => a.AttributeClass?.Name is "CallerLineNumberAttribute" or "CallerFilePathAttribute");

    // In C++ a bitwise operator makes an int of two bools, which could choose another overload.
    private Operand ArgumentOf(IArgumentOperation argument)
    {
        var value = argument.Value;
        if (argument.ArgumentKind == ArgumentKind.ParamArray)
        {
            return new Operand(
                value.Type!, () => Refuse(value, "a params array", "Pass each value to a parameter of its own."));
        }

        bool isBitwise = value is IBinaryOperation
        {
            Type.SpecialType: SpecialType.System_Boolean,
            OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr,
        };
        Func<Value> lower = isBitwise ? () => Cast(Lower(value), "bool")
            : ChoosesOverload(argument.Parameter!) ? () => Lower(value)
            : () => LowerInto(value);
        string name = argument.Parameter!.Name;
        return argument.Parameter.RefKind == RefKind.None
            ? new Operand(value.Type!, lower, name)
            : new Operand(
                value.Type!, () => lower() is var kept && IsAliased(kept) ? Keep(kept, value.Type!, name) : kept, name);
    }

    /// <summary>Whether C# hands a place on by reference; of a property it hands on a copy.</summary>
    private static bool IsVariable(IOperation place) => place switch
    {
        IFieldReferenceOperation { Instance: { } instance } => IsVariable(instance),
        IPropertyReferenceOperation { Property.IsIndexer: false } => false,
        _ => true,
    };

    // What is a value in C# can be a variable in C++, which an `in` parameter would see change.
    private static bool IsAliased(Value value)
        => !value.Effects.Equals(Effects.None) && value.Expression is not (
            CallExpression or CastExpression or BinaryExpression or PostfixExpression or BraceExpression);

    private static Value Cast(Value value, string type) => value.As(new CastExpression(type, value.Expression));

    private Place LowerDiscard(IDiscardOperation discard)
    {
        var unused = Name(_unit.Fresh("unused"));
        DeclareBefore(discard.Type!, unused.Text);
        return new Place([], _ => unused, Effects.None, Effects.None);
    }
}
