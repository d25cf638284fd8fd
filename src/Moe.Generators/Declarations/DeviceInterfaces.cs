using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>
/// Device interfaces of the author's. A generic kernel calls them through its constraint; explicit implementations lead
/// those calls to the CPU bodies.
/// </summary>
internal static class DeviceInterfaces
{
    /// <summary>The implementations, each a C# member. The half of a routing has its own for IRouting.</summary>
    public static ImmutableArray<string> ImplementationsOf(INamedTypeSymbol type)
        => [.. type.AllInterfaces
            .Where(i => i.OriginalDefinition.ToDisplayString() != KnownNames.RoutingInterface)
            .SelectMany(i => i.GetMembers().OfType<IMethodSymbol>())
            .Where(member => !member.IsStatic && DeviceSymbols.Has(member, KnownNames.DeviceAttribute))
            .Select(member => (member, method: type.FindImplementationForInterfaceMember(member) as IMethodSymbol))
            .Where(pair => pair.method is { } method
                && SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
                && DeviceSymbols.HasCpuBody(method)
                && !UsesSpans(method))
            .Select(pair => Implement(pair.member, pair.method!))];

    /// <summary>Whether the interface's signature differs from the CPU body's.</summary>
    private static bool UsesSpans(IMethodSymbol method)
        => DeviceTypes.TwinOf(method.ReturnType) is not null
            || method.Parameters.Any(p => DeviceTypes.TwinOf(p.Type) is not null);

    private static string Implement(IMethodSymbol member, IMethodSymbol method)
    {
        var parameters = Spelling.Parameters(member);
        string typeParameters = Spelling.TypeParameters(member.TypeParameters);
        string returned = member.ReturnsVoid ? "void" : DeviceTypes.NameOf(member.ReturnType);
        string owner = member.ContainingType.ToDisplayString(DeviceTypes.Qualified);
        var declared = parameters.Select(p => (p with { Default = "" }).Declaration);
        var arguments = parameters.Select(p => p.Argument).Prepend("global::Moe.Dsl.KernelThread.Outside");
        return $"{returned} {owner}.{member.Name}{typeParameters}({string.Join(", ", declared)}) => "
            + $"{method.Name}{KnownNames.CpuSuffix}{typeParameters}({string.Join(", ", arguments)});";
    }
}
