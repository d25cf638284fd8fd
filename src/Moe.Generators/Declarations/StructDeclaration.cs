namespace Moe.Generators.Declarations;

/// <summary>A routing or device struct: what its generated files are written from.</summary>
/// <param name="FullName">Its C# name, such as <c>App.BlockRouting</c>.</param>
/// <param name="File">What its file is called, without type parameters.</param>
/// <param name="Name">Its simple name, with type parameters.</param>
/// <param name="CudaName">Its CUDA name from anywhere, without template arguments.</param>
/// <param name="TypeParameters">Its type parameters.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Routing">What makes it a routing; null for a device struct.</param>
/// <param name="Implementations">Implementations of device interfaces, each a C# member.</param>
/// <param name="Parts">The parts of the author's declaration; the first is the one that carries the attribute.</param>
internal sealed record StructDeclaration(
    string FullName,
    string File,
    string Name,
    string CudaName,
    EquatableArray<string> TypeParameters,
    DeclaredUnit Unit,
    RoutingModel? Routing,
    EquatableArray<string> Implementations,
    EquatableArray<StructPart> Parts);

/// <summary>One part of a struct's declaration.</summary>
/// <param name="Scope">Where its members stand.</param>
/// <param name="Functions">The CPU bodies of its methods.</param>
internal sealed record StructPart(SourceScope Scope, EquatableArray<CpuFunction> Functions);

/// <summary>The methods of a routing; a name is null where there is none.</summary>
internal sealed record RoutingModel(string? Dispatch, string? Combine);
