namespace Moe.Dsl;

/// <summary>A type as CUDA C++ spells it, such as <c>float</c> or <c>::App::Pair&lt;float&gt;</c>.</summary>
public sealed class CudaType
{
    /// <summary>Names a type.</summary>
    /// <param name="name">Its qualified name, template arguments included.</param>
    /// <param name="needs">The declarations that have to stand before it is named.</param>
    public CudaType(string name, params CudaUnit[] needs)
    {
        Name = name;
        Needs = needs;
    }

    /// <summary>Its qualified name, template arguments included.</summary>
    public string Name { get; }

    /// <summary>The declarations that have to stand before it is named.</summary>
    public IReadOnlyList<CudaUnit> Needs { get; }

    /// <summary>The CUDA form of a C# type: a number type, bool, an element type, or a type with a generated half.</summary>
    /// <typeparam name="T">The C# type.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has none.</exception>
    public static CudaType Of<T>()
        where T : unmanaged
        => Cache<T>.Value ?? throw new NotSupportedException(
            $"{typeof(T)} has no CUDA form. A type argument of a kernel is a number type, bool, an element type, or a "
            + "[Routing] or [Device] struct.");

    private static CudaType? Find<T>()
        where T : unmanaged
        => default(T) is IDeviceType declared ? declared.CudaType : BuiltIn(typeof(T));

    private static CudaType? BuiltIn(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.Boolean => new CudaType("bool"),
        TypeCode.SByte => new CudaType("signed char"),
        TypeCode.Byte => new CudaType("unsigned char"),
        TypeCode.Int16 => new CudaType("short"),
        TypeCode.UInt16 or TypeCode.Char => new CudaType("unsigned short"),
        TypeCode.Int32 => new CudaType("int"),
        TypeCode.UInt32 => new CudaType("unsigned int"),
        TypeCode.Int64 => new CudaType("long long"),
        TypeCode.UInt64 => new CudaType("unsigned long long"),
        TypeCode.Single => new CudaType("float"),
        TypeCode.Double => new CudaType("double"),
        _ when type == typeof(Half) => new CudaType("moe::Half", CudaPrelude.Header("Half.cuh")),
        _ => null,
    };

    private static class Cache<T>
        where T : unmanaged
    {
        public static readonly CudaType? Value = Find<T>();
    }
}
