using System.Reflection;
using Moe.Runtime;

namespace Moe.Cli;

/// <summary>What an assembly has to show: its declarations and, for each routing, the exchange's kernels.</summary>
internal sealed class Catalog(Assembly assembly, KernelConstants constants)
{
    /// <summary>The declarations, by kind and then by name.</summary>
    public IReadOnlyList<Declaration> Declarations { get; } = DeclarationFinder.Find(assembly);

    /// <summary>Finds what a name means: a short one, a full one, or a routing's kernel such as <c>BlockRouting.Pack</c>.</summary>
    /// <exception cref="InspectException">Nothing has the name, or several do.</exception>
    public Subject Find(string name)
    {
        var found = NameLookup.Find(Declarations, declaration => declaration.Name, name);
        if (found.Count > 1)
            throw new InspectException($"{name} may be {string.Join(" or ", found.Select(d => d.Name))}: say which.");
        return found.Count == 1 ? SubjectOf(found[0]) : FindRoutingKernel(name) ?? throw Unknown(name);
    }

    private Subject SubjectOf(Declaration declaration)
        => new(() => declaration.Unit.Source, () => KernelsOf(declaration));

    private Subject? FindRoutingKernel(string name)
    {
        int dot = name.LastIndexOf('.');
        if (dot < 0)
            return null;
        var routings = Declarations.Where(declaration => declaration.Kind == DeclarationKind.Routing).ToArray();
        var kernels = NameLookup.Find(routings, routing => routing.Name, name[..dot])
            .SelectMany(routing => RoutingKernels.Of(routing.Type))
            .Where(kernel => kernel.Name == name[(dot + 1)..])
            .ToArray();
        return kernels is [var kernel]
            ? new Subject(() => $"{Instance(kernel).Title}\n\n{kernel.Source}", () => [Instance(kernel)])
            : null;
    }

    private IReadOnlyList<KernelInstance> KernelsOf(Declaration declaration) => declaration.Kind switch
    {
        DeclarationKind.Routing => [.. RoutingKernels.Of(declaration.Type).Select(Instance)],
        DeclarationKind.Kernel => [Instance(declaration)],
        DeclarationKind.Class when KernelsIn(declaration).ToArray() is { Length: > 0 } kernels
            => [.. kernels.Select(Instance)],
        _ => throw new InspectException(
            $"{declaration.Name} has no kernel, and PTX is made of kernels: ask for one that uses it."),
    };

    private IEnumerable<Declaration> KernelsIn(Declaration type)
        => Declarations.Where(
            d => d.Kind == DeclarationKind.Kernel && d.Name.StartsWith(type.Name + '.', StringComparison.Ordinal));

    private static KernelInstance Instance(ExchangeKernel kernel)
        => new(kernel.Definition, [.. kernel.Constants], RoutingKernels.Shape);

    private KernelInstance Instance(Declaration kernel)
    {
        var routing = Declarations.FirstOrDefault(declaration => declaration.Kind == DeclarationKind.Routing)?.Type;
        var definition = LaunchDefinition.Of(TypeArguments.Close(kernel.Type, routing));
        return new KernelInstance(definition, constants.For(definition));
    }

    private InspectException Unknown(string name)
    {
        var near = string.Join(", ", NameLookup.Near(Declarations.Select(declaration => declaration.Name), name));
        return new InspectException(
            $"{assembly.GetName().Name} has no {name} in CUDA C++. "
            + (near.Length > 0 ? $"The nearest names are {near}." : "It has nothing in CUDA C++."));
    }
}
