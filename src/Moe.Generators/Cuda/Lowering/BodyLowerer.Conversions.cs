using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerConversion(IConversionOperation op)
    {
        if (op.Operand.Type is not { } from || op.Type is not { } to)
            return Refuse(op);
        if (op.OperatorMethod is { } method)
            return LowerUserConversion(op, method);
        if (from.IsTupleType && to.IsTupleType)
            return LowerTupleConversion(op, from, to);
        var value = Lower(op.Operand);
        bool isView = TypeSpeller.View(from) is not null && TypeSpeller.View(to) is not null;
        if (isView || SymbolEqualityComparer.Default.Equals(from, to))
            return value;
        if (!IsScalar(from) || !IsScalar(to))
            return RefuseConversion(op, from, to);
        if (!op.GetConversion().IsImplicit && IsWholeNumber(to) && IsChecked(CastOf(op)))
            return RefuseChecked(CastOf(op));
        return value.As(Convert(value.Expression, from, to, op));
    }

    private Value RefuseChecked(SyntaxNode cast)
        => Refuse(DiagnosticDescriptors.CheckedArithmetic, cast, "a conversion", _user);

    /// <summary>What the author wrote where C# converts: of some casts it makes a conversion for each element or step.</summary>
    private static SyntaxNode CastOf(IConversionOperation op)
        => op.Syntax.AncestorsAndSelf().OfType<CastExpressionSyntax>().FirstOrDefault(cast => IsCastTo(cast, op))
            ?? op.Syntax;

    private static bool IsCastTo(CastExpressionSyntax cast, IConversionOperation op)
        => op.SemanticModel!.GetTypeInfo(cast.Type).Type is { } type
            && (SymbolEqualityComparer.Default.Equals(type, op.Type) || type.IsTupleType && op.Syntax != cast);

    private Value RefuseConversion(IOperation op, ITypeSymbol from, ITypeSymbol to)
    {
        if (_unit.HasCudaForm(to) && _unit.HasCudaForm(from))
        {
            string construct = $"a conversion from '{from.ToDisplayString()}' to '{to.ToDisplayString()}'";
            return Refuse(op, construct, "Convert its fields.");
        }

        return op is IConversionOperation { Operand: var operand } && IsRefusedFor(operand)
            ? Nothing
            : RefuseType(to, op.Syntax);
    }

    /// <summary>A conversion between numbers and enums, with C#'s meaning.</summary>
    private CudaExpression Convert(CudaExpression value, ITypeSymbol from, ITypeSymbol to, IOperation op)
    {
        from = (from as INamedTypeSymbol)?.EnumUnderlyingType ?? from;
        var number = (to as INamedTypeSymbol)?.EnumUnderlyingType ?? to;
        if (IsFloatingPoint(from) && !IsFloatingPoint(number))
        {
            _unit.NeedHeader("Arithmetic.cuh");
            var whole = new CallExpression(Name("moe::" + SaturatingConversion(number)), [value]);
            bool isExact = to.SpecialType is >= SpecialType.System_Int32 and <= SpecialType.System_UInt64;
            return isExact ? whole : new CastExpression(TypeOf(to), whole);
        }

        return IsNumber(number) ? new CastExpression(TypeOf(to), value) : Refuse(op).Expression;
    }

    private static bool IsFloatingPoint(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    // Numbers of 8 and 16 bits are made of the saturated int, as .NET makes them.
    private static string SaturatingConversion(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_UInt32 => "ToUInt32",
        SpecialType.System_Int64 => "ToInt64",
        SpecialType.System_UInt64 => "ToUInt64",
        _ => "ToInt32",
    };

    private Value LowerUserConversion(IConversionOperation op, IMethodSymbol method)
    {
        var value = Lower(op.Operand);
        if (TypeSpeller.View(op.Operand.Type!) is not null && TypeSpeller.View(op.Type!) is not null)
            return value;
        if (method.Name == WellKnownMemberNames.CheckedExplicitConversionName)
            return RefuseChecked(CastOf(op));
        if (method.ContainingType.Is(KnownNames.Half))
            return LowerHalfConversion(op, method, value);
        if (!method.ContainingType.Has(KnownNames.IntrinsicAttribute))
            return Refuse(op, $"the conversion '{method.Display()}'", "Write a [Device] method.");

        // C# may convert a number before and behind a type's own conversion: (int)bfloat16 goes by way of float.
        var result = value.Expression;
        var parameter = method.Parameters[0].Type;
        if (!SymbolEqualityComparer.Default.Equals(op.Operand.Type, parameter))
            result = Convert(result, op.Operand.Type!, parameter, op);
        result = new CastExpression(TypeOf(method.ReturnType), result);
        if (!SymbolEqualityComparer.Default.Equals(op.Type, method.ReturnType))
            result = Convert(result, method.ReturnType, op.Type!, op);
        return value.As(result);
    }

    // .NET converts a Half by way of float, except from double, which rounds once.
    private Value LowerHalfConversion(IConversionOperation op, IMethodSymbol method, Value value)
    {
        var single = _unit.Compilation.GetSpecialType(SpecialType.System_Single);
        var from = op.Operand.Type!;
        var result = value.Expression;
        if (method.ReturnType.Is(KnownNames.Half))
        {
            bool isDirect = from.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
            return value.As(new CastExpression(
                TypeOf(method.ReturnType), isDirect ? result : Convert(result, from, single, op)));
        }

        result = new CastExpression(TypeOf(single), result);
        if (method.ReturnType.SpecialType != SpecialType.System_Single)
            result = Convert(result, single, method.ReturnType, op);
        if (!SymbolEqualityComparer.Default.Equals(op.Type, method.ReturnType))
            result = Convert(result, method.ReturnType, op.Type!, op);
        return value.As(result);
    }
}
