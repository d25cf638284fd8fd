using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Names what the kernel language lacks, and says what to write instead.</summary>
internal static class Advice
{
    private const string InsteadOfArray =
        "Use Span<T>, ReadOnlySpan<T> or Shared.Span<T>(n); for a field, DeviceView<T> of a DeviceArray<T>.";

    public static string ForType(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => "Keep text on the host, and pass numbers or enums.",
        { SpecialType: SpecialType.System_Decimal } => "Use float or double.",
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "Use long or ulong.",
        IArrayTypeSymbol => InsteadOfArray,
        _ when type.OriginalDefinition.Is(KnownNames.DeviceArray) => "Use its DeviceView<T> or DeviceSpan<T>.",
        _ when type.OriginalDefinition.Is(KnownNames.DeviceRows)
            || type.OriginalDefinition.Is(KnownNames.DeviceRowsSpan)
            || type.OriginalDefinition.Is(KnownNames.DeviceRowsView) =>
            "Use Rows<T> or ReadOnlyRows<T>; for a field, DeviceView<T> of a DeviceArray<T>, and index row * width + column.",
        INamedTypeSymbol view when TypeSpeller.View(type) is not null =>
            $"Its elements are {view.TypeArguments[0].ToDisplayString()}. {ForType(view.TypeArguments[0])}",
        IPointerTypeSymbol => "Use Span<T> or ReadOnlySpan<T>.",
        _ when TypeSpeller.HoldsTuple(type) =>
            "Declare a [Device] struct with these fields; a tuple has two to seven, and is no element of memory.",
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } =>
            "Use a value that stands for none, or a bool beside the value.",
        { TypeKind: TypeKind.Enum } when type.Has(KnownNames.DeviceAttribute) =>
            "Move the enum out of the struct or generic type around it.",
        { TypeKind: TypeKind.Enum } => "Mark the enum [Device].",
        { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "Pass its spans and numbers as parameters.",
        { TypeKind: TypeKind.Struct, IsUnmanagedType: true } => "Mark the struct [Device].",
        _ => "Use number types, bool, [Device] enums and structs, spans and rows; for a table in a field, DeviceView<T>.",
    };

    /// <summary>What the kernel language has in place of an operation that it lacks.</summary>
    public static (string Construct, bool IsStatement, string Instead) ForOperation(IOperation operation)
        => operation switch
        {
            ITryOperation => ("a try statement", true, "Test the condition with an if."),
            IThrowOperation => ("a throw", operation.Syntax.IsKind(SyntaxKind.ThrowStatement),
                "Return a value that stands for the error."),
            ILockOperation => ("a lock statement", true, "Use Atomic operations or Block.Sync()."),
            IUsingOperation or IUsingDeclarationOperation => ("a using statement", true, "Dispose on the host."),
            ILabeledOperation or IBranchOperation => ("a goto or label", true, "Write a loop or a switch."),
            IAnonymousFunctionOperation or IDelegateCreationOperation =>
                ("a delegate", false, "Write a [Device] method and call it."),
            IArrayCreationOperation or IArrayElementReferenceOperation or IArrayInitializerOperation =>
                ("an array", false, InsteadOfArray),
            IInterpolatedStringOperation => ("an interpolated string", false, "Keep text on the host."),
            ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation =>
                ("a null test", false, "Values here are never null."),
            ITypeOfOperation or IIsTypeOperation => ("a test of types", false, "Write a method for each type."),
            IRangeOperation or IImplicitIndexerReferenceOperation =>
                ("an index from the end or a range", false, "Write Length - n, or Slice(start, length)."),
            IAddressOfOperation or { Kind: OperationKind.None, Syntax: PrefixUnaryExpressionSyntax } =>
                ("a pointer", false, "Use a span."),
            IFunctionPointerInvocationOperation =>
                ("a function pointer", false, "Write a [Device] method and call it."),
            IAnonymousObjectCreationOperation => ("an anonymous type", false, "Declare a [Device] struct."),
            ICollectionExpressionOperation => ("a collection expression", false, "Use Shared.Span<T>(n)."),
            IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation =>
                ("a dynamic expression", false, "Use a static type."),
            IEventReferenceOperation or IEventAssignmentOperation =>
                ("an event", false, "Write a [Device] method and call it."),
            ILiteralOperation or INameOfOperation => ("a string", false, "Keep text on the host."),
            _ when operation.Syntax.IsKind(SyntaxKind.StackAllocArrayCreationExpression) =>
                ("a stackalloc", false, "Use Registers.Span<T>(n), or Shared.Span<T>(n)."),
            _ => Unknown(operation),
        };

    private static (string Construct, bool IsStatement, string Instead) Unknown(IOperation operation)
        => ($"an operation of kind {operation.Kind}", operation.Type is null,
            "Write it with arithmetic, comparisons, conditions, loops and calls of [Device] methods.");
}
