using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Moe.Generators.Tests.Testing;

/// <summary>Compiles a source with its generated halves, and runs its <c>Test.Run()</c>.</summary>
internal static class LoadedProgram
{
    /// <summary>Runs the program.</summary>
    /// <returns>What <c>Run</c> returned.</returns>
    public static T Run<T>(string source) => Run<T>((TestCompilation.Path, source));

    /// <summary>Runs a program of several files.</summary>
    public static T Run<T>(params (string Path, string Text)[] files)
    {
        var run = Load(files).GetType("Test", throwOnError: true)!.GetMethod("Run")!;
        return (T)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    /// <summary>Compiles, and fails on any warning.</summary>
    public static Assembly Load(params (string Path, string Text)[] files)
        => Load(TestCompilation.Generate(TestCompilation.Of(files)));

    /// <summary>Loads what was generated, and fails on any warning.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(
            image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.IsTrue(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = symbols.Position = 0;
        return new AssemblyLoadContext("App", isCollectible: true).LoadFromStream(image, symbols);
    }
}
