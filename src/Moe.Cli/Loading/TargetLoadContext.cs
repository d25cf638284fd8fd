using System.Reflection;
using System.Runtime.Loader;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Cli;

/// <summary>
/// Where an inspected assembly and what it references are loaded: its own dependencies beside it, but Moe's as the tool
/// has them, so that its types are the tool's types.
/// </summary>
internal sealed class TargetLoadContext(string path) : AssemblyLoadContext
{
    private static readonly Assembly[] Shared = [typeof(CudaUnit).Assembly, typeof(ExchangeKernels).Assembly];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The tool's own assembly of a name, or null where that is not one of Moe's.</summary>
    public static Assembly? FindShared(AssemblyName name)
        => Array.Find(Shared, assembly => assembly.GetName().Name == name.Name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
        => FindShared(assemblyName)
            ?? (_resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null);
}
