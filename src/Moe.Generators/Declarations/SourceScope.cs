namespace Moe.Generators.Declarations;

/// <summary>
/// Where in the author's file a declaration stands. The generated half stands at a like place, so that the names in a
/// CPU body mean what they meant.
/// </summary>
/// <param name="Directives">The file's extern alias and using directives.</param>
/// <param name="Namespaces">The namespaces around it, from the outermost in.</param>
/// <param name="Types">The headers of the types around it, such as <c>partial class Activations</c>.</param>
internal sealed record SourceScope(
    EquatableArray<string> Directives, EquatableArray<NamespaceScope> Namespaces, EquatableArray<string> Types);

/// <summary>A namespace declaration, and the directives inside it.</summary>
internal sealed record NamespaceScope(string Name, EquatableArray<string> Directives);
