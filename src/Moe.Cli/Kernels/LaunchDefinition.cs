using System.Reflection;
using Moe.Dsl;

namespace Moe.Cli;

/// <summary>Asks a generated launch for its kernel.</summary>
internal static class LaunchDefinition
{
    private static readonly MethodInfo Generic
        = typeof(LaunchDefinition).GetMethod(nameof(DefinitionOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The kernel of a launch, which has all its type arguments.</summary>
    /// <exception cref="InspectException">The kernel is in error.</exception>
    public static KernelDefinition Of(Type launch)
        => Generated.Get<KernelDefinition>(() => Generic.MakeGenericMethod(launch).Invoke(null, null));

    private static KernelDefinition DefinitionOf<TLaunch>()
        where TLaunch : struct, IKernelLaunch
        => TLaunch.Definition;
}
