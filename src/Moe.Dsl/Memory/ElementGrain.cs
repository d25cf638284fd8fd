using System.Reflection;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>The size of the smallest number in an element, in bytes: no use of a field covers a part of one.</summary>
internal static class ElementGrain<T>
    where T : unmanaged
{
    public static readonly int Bytes = Of(typeof(T), Unsafe.SizeOf<T>());

    private static int Of(Type type, int bytes)
    {
        if (type.IsEnum)
            return Of(Enum.GetUnderlyingType(type), bytes);
        if (type.IsPointer || type.IsPrimitive)
            return Math.Min(bytes, PrimitiveBytes(type));
        int least = bytes;
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            least = Of(field.FieldType, least);
        return least;
    }

    private static int PrimitiveBytes(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        _ => 8,
    };
}
