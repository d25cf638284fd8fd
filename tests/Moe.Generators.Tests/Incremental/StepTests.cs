using Microsoft.CodeAnalysis;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>An edit makes anew only what it changes.</summary>
[TestClass]
public sealed class StepTests
{
    private const string First = """
        public static partial class First
        {
            [Kernel]
            public static void Scale(Span<float> x) => x[ThreadIdx.X] *= 2;
        }
        """;

    private const string Second = """
        public static partial class Second
        {
            [Kernel]
            public static void Shift(Span<float> x) => x[ThreadIdx.X] += 1;
        }
        """;

    private static readonly (string, string)[] Files = [("/src/App/First.cs", First), ("/src/App/Second.cs", Second)];

    [TestMethod]
    public void An_edit_of_one_kernel_leaves_the_other_and_the_classes_alone()
    {
        var edited = ("/src/App/Second.cs", Second.Replace("+= 1", "+= 3"));

        CollectionAssert.AreEquivalent(
            new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified },
            Verify.Steps(MoeGenerator.KernelStep, Files, edited));
        AssertUnchanged(Verify.Steps(MoeGenerator.ClassStep, Files, edited));
    }

    [TestMethod]
    public void An_edit_behind_a_kernel_changes_nothing()
    {
        var edited = ("/src/App/Second.cs", Second + "\npublic static class Third;\n");

        AssertUnchanged(Verify.Steps(MoeGenerator.KernelStep, Files, edited));
        AssertUnchanged(Verify.Steps(MoeGenerator.ClassStep, Files, edited));
    }

    private static void AssertUnchanged(List<IncrementalStepRunReason> reasons)
    {
        Assert.HasCount(2, reasons);
        foreach (var reason in reasons)
            Assert.IsTrue(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}");
    }
}
