using System.Reflection;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Cli;

/// <summary>
/// The exchange's built-in kernels as a routing instantiates them, in a shape that models use (DeepSeek-V3's, on eight
/// GPUs) and for rows of float.
/// </summary>
internal static class RoutingKernels
{
    private const int Ranks = 8;

    private static readonly ExchangeOptions Options = new()
    {
        Experts = 256,
        TopK = 8,
        Hidden = 7168,
        Layout = ExpertLayout.ByExpert,
    };

    private static readonly MethodInfo Generic
        = typeof(RoutingKernels).GetMethod(nameof(For), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The shape, to be shown.</summary>
    public static string Shape { get; }
        = $"{Options.Experts} experts, top {Options.TopK}, {Ranks} ranks, layout {Options.Layout}, float";

    /// <summary>The kernels of a routing.</summary>
    /// <exception cref="InspectException">The routing is in error.</exception>
    public static ExchangeKernels Of(Type routing)
        => Generated.Get<ExchangeKernels>(
            () => Generic.MakeGenericMethod(TypeArguments.Close(routing, routing: null)).Invoke(null, null));

    private static ExchangeKernels For<TRouting>()
        where TRouting : unmanaged, IRouting
        => ExchangeKernels.For<TRouting, float>(Options, Ranks);
}
