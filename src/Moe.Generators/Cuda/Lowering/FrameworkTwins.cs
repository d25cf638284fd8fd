using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A function of CUDA's or the prelude's that does what one of .NET's does.</summary>
internal sealed record FrameworkTwin(string Name, string? Header = null);

/// <summary>The members of Math, MathF, BitOperations and BitConverter that device code may call.</summary>
internal static class FrameworkTwins
{
    private const string Arithmetic = "Arithmetic.cuh";
    private const string Bits = "Bits.cuh";
    private const string Half = "Half.cuh";

    /// <summary>The twin, or null where there is none.</summary>
    public static FrameworkTwin? Of(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod)
            return null;
        return TypeName(method.ContainingType) switch
        {
            "System.MathF" or "System.Math" => OfMath(method),
            "System.Single" or "System.Double" when IsClassification(method.Name) =>
                new FrameworkTwin("moe::" + method.Name, Bits),
            "System.Single" or "System.Double" => OfMath(method),
            "System.Numerics.BitOperations" => OfBits(method),
            "System.BitConverter" => OfBitConverter(method.Name),
            _ => null,
        };
    }

    public static string Advice(IMethodSymbol method) => TypeName(method.ContainingType) switch
    {
        "System.MathF" or "System.Math" =>
            "Of Math and MathF there are Abs, Min, Max, Clamp, Sign, CopySign, Round without digits, Floor, Ceiling, "
            + "Truncate, Sqrt, Cbrt, Exp, Log, Log2, Log10, Pow, Sin, Cos, Tan, Asin, Acos, Atan, Atan2, Sinh, Cosh, Tanh "
            + "and FusedMultiplyAdd on float and double, and Abs, Min, Max, Clamp and Sign on whole numbers.",
        "System.Numerics.BitOperations" =>
            "There are PopCount, LeadingZeroCount, TrailingZeroCount, Log2, IsPow2, RoundUpToPowerOf2, RotateLeft and "
            + "RotateRight.",
        _ when method is { ContainingType.TypeKind: TypeKind.Interface, IsAbstract: false } =>
            "It has a body, which a struct in CUDA does not inherit: write it in each struct.",
        _ when method.MethodKind == MethodKind.LocalFunction => "Write a static [Device] method.",
        _ when method.MethodKind == MethodKind.DelegateInvoke => "Write a [Device] method and call it.",
        _ when method.DeclaringSyntaxReferences.IsEmpty =>
            "It is another assembly's and has no CUDA form: take the call out, or write a [Device] method that does the work.",
        _ => "Mark it [Device], or do its work here.",
    };

    private static FrameworkTwin? OfMath(IMethodSymbol method)
    {
        var type = method.Parameters.Length > 0 ? method.Parameters[0].Type.SpecialType : SpecialType.None;
        bool isWhole = type is >= SpecialType.System_Int32 and <= SpecialType.System_UInt64;
        bool isSingle = type == SpecialType.System_Single;
        if (method.Name is "Min" or "Max" or "Clamp" or "Sign" && (isWhole || isSingle || type == SpecialType.System_Double))
            return new FrameworkTwin("moe::" + method.Name, Arithmetic);
        if (method.Name == "Abs" && type is SpecialType.System_Int32 or SpecialType.System_Int64)
            return new FrameworkTwin("moe::Abs", Bits);
        if (!isSingle && type != SpecialType.System_Double)
            return null;
        string? name = (method.Name, method.Parameters.Length) switch
        {
            ("Abs", 1) => "fabs",
            ("Sqrt", 1) => "sqrt",
            ("Floor", 1) => "floor",
            ("Ceiling", 1) => "ceil",
            ("Truncate", 1) => "trunc",
            ("Exp", 1) => "exp",
            ("Log", 1) => "log",
            ("Log2", 1) => "log2",
            ("Log10", 1) => "log10",
            ("Pow", 2) => "pow",
            ("Cbrt", 1) => "cbrt",
            ("Round", 1) => "rint",
            ("CopySign", 2) => "copysign",
            ("Asin", 1) => "asin",
            ("Acos", 1) => "acos",
            ("Atan", 1) => "atan",
            ("Atan2", 2) => "atan2",
            ("Sinh", 1) => "sinh",
            ("Cosh", 1) => "cosh",
            ("Sin", 1) => "sin",
            ("Cos", 1) => "cos",
            ("Tan", 1) => "tan",
            ("Tanh", 1) => "tanh",
            ("FusedMultiplyAdd", 3) => "fma",
            _ => null,
        };
        return name is null ? null : new FrameworkTwin(isSingle ? name + "f" : name);
    }

    private static FrameworkTwin? OfBits(IMethodSymbol method)
    {
        bool isFixedWidth = method.Parameters.Length > 0
            && method.Parameters[0].Type.SpecialType is >= SpecialType.System_Int32 and <= SpecialType.System_UInt64;
        bool isKnown = method.Name is "PopCount" or "LeadingZeroCount" or "TrailingZeroCount" or "Log2" or "IsPow2"
            or "RoundUpToPowerOf2" or "RotateLeft" or "RotateRight";
        return isFixedWidth && isKnown
            ? new FrameworkTwin("moe::" + method.Name, Bits)
            : null;
    }

    private static FrameworkTwin? OfBitConverter(string name) => name switch
    {
        "SingleToInt32Bits" => new FrameworkTwin("__float_as_int"),
        "SingleToUInt32Bits" => new FrameworkTwin("__float_as_uint"),
        "Int32BitsToSingle" => new FrameworkTwin("__int_as_float"),
        "UInt32BitsToSingle" => new FrameworkTwin("__uint_as_float"),
        "DoubleToInt64Bits" => new FrameworkTwin("__double_as_longlong"),
        "Int64BitsToDouble" => new FrameworkTwin("__longlong_as_double"),
        "HalfToInt16Bits" => new FrameworkTwin("moe::Half::ToSignedBits", Half),
        "HalfToUInt16Bits" => new FrameworkTwin("moe::Half::ToBits", Half),
        "Int16BitsToHalf" or "UInt16BitsToHalf" => new FrameworkTwin("moe::Half::FromBits", Half),
        _ => null,
    };

    private static bool IsClassification(string name) => name is "IsNaN" or "IsInfinity" or "IsFinite";

    private static string TypeName(ITypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
}
