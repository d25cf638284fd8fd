using System.Reflection;
using Moe.Dsl;

namespace Moe.Cli;

/// <summary>Finds the declarations of an assembly by what the generator wrote beside them.</summary>
internal static class DeclarationFinder
{
    /// <summary>What the generator writes is static, and as accessible as the declaration.</summary>
    public const BindingFlags Statics
        = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const string LaunchSuffix = "Launch";

    /// <summary>The declarations, by kind and then by name.</summary>
    public static IReadOnlyList<Declaration> Find(Assembly assembly)
        => [.. TargetAssembly.TypesOf(assembly).SelectMany(Of).OrderBy(d => d.Kind).ThenBy(d => d.Name, StringComparer.Ordinal)];

    private static IEnumerable<Declaration> Of(Type type)
    {
        if (type.GetProperty("Cuda", Statics) is { } cuda && cuda.PropertyType == typeof(CudaUnit))
            yield return new Declaration(KindOf(type), NameOf(type), type, cuda);
        if (type.GetNestedType("Units", BindingFlags.Public | BindingFlags.NonPublic) is not { } units)
            yield break;
        foreach (var unit in units.GetProperties(Statics).Where(unit => unit.PropertyType == typeof(CudaUnit)))
        {
            var launch = Array.Find(type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic), t => IsLaunchOf(t, unit));
            yield return new Declaration(
                launch is null ? DeclarationKind.Function : DeclarationKind.Kernel,
                $"{NameOf(type)}.{unit.Name}", launch ?? type, unit);
        }
    }

    private static bool IsLaunchOf(Type type, PropertyInfo unit)
        => type.IsAssignableTo(typeof(IKernelLaunch)) && type.Name.Split('`')[0] == unit.Name + LaunchSuffix;

    private static DeclarationKind KindOf(Type type)
        => type.IsAssignableTo(typeof(IRouting)) ? DeclarationKind.Routing
            : type.IsValueType ? DeclarationKind.Struct
            : DeclarationKind.Class;

    // App.Outer+Inner`1 -> App.Outer.Inner
    private static string NameOf(Type type)
        => string.Join('.', type.FullName!.Split('.', '+').Select(part => part.Split('`')[0]));
}
