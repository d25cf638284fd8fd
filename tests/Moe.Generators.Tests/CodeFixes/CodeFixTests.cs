using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.CodeFixes;
using Moe.Generators.Analyzers;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.CodeFixes;

[TestClass]
public sealed class CodeFixTests
{
    [TestMethod]
    public Task A_type_becomes_partial_with_the_types_around_it() => Verify.Fix(
        """
        /// <summary>Outer.</summary>
        class Outer
        {
            public static class Inner
            {
                [Kernel]
                public static void First()
                {
                }
            }
        }
        """,
        """
        /// <summary>Outer.</summary>
        partial class Outer
        {
            public static partial class Inner
            {
                [Kernel]
                public static void First()
                {
                }
            }
        }
        """,
        new HalfRoomAnalyzer(),
        new MakeTypePartial());

    [TestMethod]
    public Task A_kernel_becomes_static() => Verify.Fix(
        """
        public partial class Kernel
        {
            [Kernel]
            public void First()
            {
            }
        }
        """,
        """
        public partial class Kernel
        {
            [Kernel]
            public static void First()
            {
            }
        }
        """,
        new KernelDeclarationAnalyzer(),
        new MakeKernelStatic());

    [TestMethod]
    [DataRow("struct R", "struct R : IRouting")]
    [DataRow("struct R(int count)", "struct R(int count) : IRouting")]
    [DataRow("struct R<T>", "struct R<T> : IRouting")]
    [DataRow("struct R : IDisposable", "struct R : IDisposable, IRouting")]
    public Task A_routing_names_its_interface(string before, string after)
    {
        const string Body = """

            {
                [Dispatch]
                public Destination Route(Assignment choice) => Destination.Dropped;
                public void Dispose() { }
            }
            """;
        return Verify.Fix(
            "[Routing]\npublic partial " + before + Body,
            "[Routing]\npublic partial " + after + Body,
            new RoutingInterfaceAnalyzer(),
            new ImplementRouting());
    }
}
