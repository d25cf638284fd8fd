using System.Reflection;
using Moe.Runtime.Compilation;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>Shows what was found.</summary>
internal sealed class Inspection(IAnsiConsole console)
{
    /// <summary>Lists an assembly's declarations.</summary>
    public void List(Assembly assembly, Catalog catalog)
    {
        if (catalog.Declarations.Count == 0)
        {
            console.WriteLines([$"{assembly.GetName().Name} has nothing in CUDA C++: no [Routing], no [Kernel], no [Device]."]);
            return;
        }

        console.Write(DeclarationTable.Of(catalog.Declarations));
        if (catalog.Declarations.FirstOrDefault(d => d.Kind == DeclarationKind.Routing) is { } routing)
        {
            var kernels = RoutingKernels.Of(routing.Type).Select(kernel => kernel.Name);
            console.WriteLines([$"The exchange's kernels, as in {routing.Name}.Pack: {string.Join(", ", kernels)}."]);
        }
    }

    /// <summary>Shows CUDA C++.</summary>
    public void ShowSource(Subject subject) => console.Write(new CudaText(subject.Source()));

    /// <summary>Compiles, and shows PTX and what each kernel takes up.</summary>
    /// <param name="subject">What has kernels.</param>
    /// <param name="architecture">Such as <c>sm_90</c>.</param>
    public void ShowPtx(Subject subject, string architecture)
    {
        var kernels = subject.Kernels();
        var compiler = new KernelCompiler(NvrtcCompiler.Load(), CubinCache.FromEnvironment());
        var inspected = new List<KernelInspection>();
        foreach (var kernel in kernels)
        {
            inspected.Add(compiler.Inspect(kernel.Definition, kernel.Constants, architecture));
            console.Write(new CudaText($"{kernel.Title}\n{inspected[^1].Ptx.TrimEnd()}\n\n"));
        }

        console.Write(ResourceTable.Of(inspected));
    }
}
