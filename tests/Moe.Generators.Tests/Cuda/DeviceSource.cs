using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Dsl;
using Moe.Generators.Cuda;

namespace Moe.Generators.Tests.Cuda;

/// <summary>C# source with device code in it, compiled in memory against Moe.Dsl.</summary>
internal sealed class DeviceSource
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(CudaUnit).Assembly.Location),
    ];

    private DeviceSource(CSharpCompilation compilation) => Compilation = compilation;

    public CSharpCompilation Compilation { get; }

    /// <summary>Compiles source that has no errors of its own; the usual usings are added on its first line.</summary>
    public static DeviceSource Of(string source)
    {
        var result = WithErrors(source);
        // What the generated half of a routing would implement is missing.
        var errors = result.Compilation.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS0535").ToList();
        Assert.IsEmpty(errors, string.Join("\n", errors));
        return result;
    }

    public static DeviceSource WithErrors(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(
            "using System; using System.Numerics; using Moe.Dsl; " + source,
            new CSharpParseOptions(LanguageVersion.Preview),
            "/project/Sources/Device.cs");
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable);
        return new DeviceSource(CSharpCompilation.Create("App", [tree], References, options));
    }

    public INamedTypeSymbol Type(string name) => Compilation.GetTypeByMetadataName(name)!;

    public IMethodSymbol Method(string type, string name)
        => Type(type).GetMembers().OfType<IMethodSymbol>().First(m => (m.AssociatedSymbol ?? m).Name == name);

    public Translation TranslateMethod(string type, string name)
        => CudaTranslator.TranslateMethod(Method(type, name), Compilation, CancellationToken.None);

    public Translation TranslateType(string name)
        => CudaTranslator.TranslateType(Type(name), Compilation, CancellationToken.None);
}
