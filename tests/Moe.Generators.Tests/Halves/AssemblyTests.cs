using Microsoft.CodeAnalysis;
using Moe.Dsl;
using Moe.Generators.Cuda;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>Device code that is used from another assembly, by what its own carries.</summary>
[TestClass]
public sealed class AssemblyTests
{
    [TestMethod]
    public void A_kernel_calls_functions_of_another_assembly_that_wait_and_that_do_not()
    {
        var library = TestCompilation.Generate(TestCompilation.Of("""
            namespace Library;

            public static partial class Sums
            {
                [Device]
                public static int Of(ReadOnlySpan<int> values)
                {
                    int sum = 0;
                    foreach (int value in values)
                        sum += value;
                    return sum;
                }

                [Device]
                public static int OverWarp(int value) => Warp.Sum(value);
            }
            """)).WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.IsTrue(library.Emit(image).Success);
        var user = TestCompilation.Of("""
            public static partial class User
            {
                [Kernel]
                public static void Work(Span<int> x) => x[ThreadIdx.X] = Library.Sums.OverWarp(Library.Sums.Of(x));
            }
            """).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));

        var generated = TestCompilation.Generate(user);

        Assert.IsEmpty(generated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        string half = generated.SyntaxTrees.Single(t => t.FilePath.EndsWith("User.Work.g.cs", StringComparison.Ordinal))
            .ToString();
        StringAssert.Contains(half, "(await Library.Sums.OverWarpOnCpu(__thread, Library.Sums.OfOnCpu(__thread, x)))");
        StringAssert.Contains(half, "global::Library.Sums.Units.OverWarp");
    }

    [TestMethod]
    public void Generated_units_name_the_prelude_that_they_were_written_for()
    {
        // Of two constants the compiler would decide the comparison.
        object? version = typeof(CudaPrelude).GetField(nameof(CudaPrelude.Version))!.GetRawConstantValue();
        Assert.AreEqual(CudaTranslator.PreludeVersion, version);
    }

    [TestMethod]
    public void Unit_properties_answer_in_any_order()
    {
        string source = LoadedProgram.Run<string>("""
            public static partial class Chain
            {
                [Device]
                public static int First(int x) => Second(x) + 1;

                [Device]
                public static int Second(int x) => Third(x) + Base;

                [Device]
                public static int Third(int x) => x * 2;

                [Device]
                public static int Base => 4;
            }

            public static class Test
            {
                public static string Run() => Chain.Units.First.Source;
            }
            """);

        int[] places = [.. new[] { "Base()", "Third(int x)", "Second(int x)", "First(int x)" }
            .Select(name => source.IndexOf(name, StringComparison.Ordinal))];
        CollectionAssert.AreEqual(places.Order().ToArray(), places, source);
    }
}
