using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>The members of a routing that carry IRouting's names where the author's carry others.</summary>
internal static class RoutingMembers
{
    public static IMethodSymbol? Combine(INamedTypeSymbol type) => Marked(type, KnownNames.CombineAttribute);

    public static IEnumerable<FunctionDeclaration> Forwards(UnitScope unit, INamedTypeSymbol type)
    {
        if (Marked(type, KnownNames.DispatchAttribute) is { Name: not "Route", Parameters.Length: 1 } dispatch)
        {
            string destination = unit.Type(dispatch.ReturnType, dispatch.Locations[0], dispatch.Display());
            string choice = unit.Type(dispatch.Parameters[0].Type, dispatch.Locations[0], dispatch.Display());
            yield return Member(
                unit.PlaceOf(dispatch.Locations[0]), $"__device__ {destination} Route", [$"{choice} choice"],
                Call(dispatch, "choice"));
        }

        CudaExpression? weighed = Combine(type) switch
        {
            null => new BinaryExpression(new NameExpression("value"), "*", new NameExpression("weight")),
            { Name: "Weigh" } => null,
            var combine => Call(combine, "value", "weight"),
        };
        if (weighed is not null)
        {
            yield return Member(
                unit.PlaceOf((Combine(type) ?? (ISymbol)type).Locations[0]), "__device__ float Weigh",
                ["float value", "float weight"], weighed);
        }
    }

    private static IMethodSymbol? Marked(INamedTypeSymbol type, string attribute)
        => type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.Has(attribute));

    private static FunctionDeclaration Member(
        SourcePlace place, string head, string[] parameters, CudaExpression value)
        => new(
            [], place, [], head, [.. parameters], " const", [],
            new BlockStatement([new ReturnStatement(value) { Place = place }]));

    private static CallExpression Call(IMethodSymbol method, params string[] arguments)
        => new(new NameExpression(ReservedNames.Avoid(method.Name)), [.. arguments.Select(a => new NameExpression(a))]);
}
