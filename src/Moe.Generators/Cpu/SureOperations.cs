using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cpu;

/// <summary>
/// Tells which operations of the kernel language cannot throw on any thread of a row whose indices are inside. Of what is
/// not known here it is not sure. In a checked context the language has nothing that throws but the arithmetic of int and
/// long, which always does.
/// </summary>
internal sealed class SureOperations(RowIndex index, SemanticModel model)
{
    /// <summary>Whether neither the operation nor any in it can throw.</summary>
    public bool AreAll(IOperation operation)
        => index.IsInitializer(operation) || IsSure(operation) && operation.ChildOperations.All(AreAll);

    private bool IsSure(IOperation operation) => operation switch
    {
        IBlockOperation or IExpressionStatementOperation or IEmptyOperation => true,
        IReturnOperation or IVariableDeclarationGroupOperation or IVariableDeclarationOperation => true,
        IVariableInitializerOperation or ILiteralOperation or IDefaultValueOperation => true,
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IVariableDeclaratorOperation declarator => declarator.Symbol.RefKind == RefKind.None,
        IConditionalOperation conditional => !conditional.IsRef,
        IArgumentOperation argument => argument.Parameter?.RefKind == RefKind.None,
        IFieldReferenceOperation field => field.Field.IsConst || IsVariable(field),
        IPropertyReferenceOperation property => index.IsElement(property) || IsPlaceOrLength(property.Property),
        IConversionOperation conversion => CanConvert(conversion),
        IUnaryOperation unary => CanCompute(unary, unary.OperatorMethod, unary.Operand.Type),
        IBinaryOperation binary => CanDivide(binary.OperatorKind, binary.Type)
            && CanCompute(binary, binary.OperatorMethod, binary.LeftOperand.Type)
            && CanCompute(binary, binary.OperatorMethod, binary.RightOperand.Type),
        ISimpleAssignmentOperation assignment => !assignment.IsRef && IsVariable(assignment.Target),
        ICompoundAssignmentOperation assignment => IsVariable(assignment.Target)
            && CanDivide(assignment.OperatorKind, assignment.Type)
            && CanCompute(assignment, assignment.OperatorMethod, assignment.Type),
        IIncrementOrDecrementOperation step
            => IsVariable(step.Target) && CanCompute(step, step.OperatorMethod, step.Type),
        IInvocationOperation call => CanCall(call.TargetMethod),
        _ => false,
    };

    private bool IsVariable(IOperation target) => target switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation { Instance: { } owner } => !index.IsElement(owner) && IsVariable(owner),
        _ => index.IsElement(target),
    };

    private static bool IsPlaceOrLength(IPropertySymbol property)
        => DeviceTypes.IsSpan(property.ContainingType)
            ? property.Name is "Length" or "IsEmpty"
            : CpuBody.Places.Contains(property.ContainingType.Name) && DeviceSymbols.IsPerThread(property);

    private static bool CanConvert(IConversionOperation conversion)
        => conversion.OperatorMethod is { } method
            ? IsNumber(method.ContainingType)
            : conversion.Conversion.IsIdentity || IsNumber(conversion.Type) && IsNumber(conversion.Operand.Type);

    private bool CanCompute(IOperation operation, IMethodSymbol? method, ITypeSymbol? type)
        => IsNumber(type) && (method is null || IsNumber(method.ContainingType))
            && !OverflowRule.IsError(operation.Syntax, model);

    private static bool CanDivide(BinaryOperatorKind kind, ITypeSymbol? type)
        => kind is not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder) || IsFloat(type);

    // Clamp throws where the greatest value is below the least, and Sign, an int, of NaN.
    private static bool CanCall(IMethodSymbol method)
        => FrameworkTwins.Of(method) is not null && method.Name != "Clamp"
            && method.Parameters.All(p => IsFloat(p.Type))
            && (IsFloat(method.ReturnType) || method.ReturnType.SpecialType == SpecialType.System_Boolean);

    private static bool IsNumber(ITypeSymbol? type)
        => type?.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double
                and not SpecialType.System_Decimal
            || type?.TypeKind == TypeKind.Enum || IsFloat(type);

    private static bool IsFloat(ITypeSymbol? type)
        => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            || type.Is(KnownNames.Half) || type.Is(KnownNames.BFloat16)
            || type.Is(KnownNames.Float8E4M3) || type.Is(KnownNames.Float8E5M2);
}
