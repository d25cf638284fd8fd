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
        new MakeMethodStatic());

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

    [TestMethod]
    public Task Device_methods_of_a_class_become_static_all_at_once() => Verify.FixAll(
        """
        public partial class Functions
        {
            /// <summary>One.</summary>
            [Device]
            public int One() => 1;

            [Device]
            int Two() => 2;
        }
        """,
        """
        public partial class Functions
        {
            /// <summary>One.</summary>
            [Device]
            public static int One() => 1;

            [Device]
            static int Two() => 2;
        }
        """,
        new DeviceMethodAnalyzer(),
        new MakeMethodStatic());

    [TestMethod]
    public Task A_device_method_of_a_struct_does_not_become_static() => Verify.NoFix(
        """
        public struct Point
        {
            [Device]
            public int Zero() => 0;
        }
        """,
        new DeviceMethodAnalyzer(),
        new MakeMethodStatic());

    [TestMethod]
    public Task The_authors_methods_and_properties_are_marked_once_each_and_all_at_once() => Verify.FixAll(
        """
        public static partial class Functions
        {
            // Four.
            private static int Four => 4;

            [Kernel]
            public static void Work(Span<int> x)
            {
                x[0] = Double(1);
                x[1] = Double(2) + Functions.Double(3);
            }

            /// <summary>Doubles.</summary>
            private static int Double(int x) => 2 * x;
        }
        """,
        """
        public static partial class Functions
        {
            // Four.
            private static int Four => 4;

            [Kernel]
            public static void Work(Span<int> x)
            {
                x[0] = Double(1);
                x[1] = Double(2) + Functions.Double(3);
            }

            /// <summary>Doubles.</summary>
            [Device]
            private static int Double(int x) => 2 * x;
        }
        """,
        new KernelLanguageAnalyzer(),
        new MarkDevice());

    [TestMethod]
    [DataRow("Four", "private static int Four => 4;", "[Device]\n    private static int Four => 4;")]
    [DataRow(
        "s.Twice", "public struct S { public int Value; public int Twice => 2 * Value; }",
        "[Device]\n    public partial struct S { public int Value; public int Twice => 2 * Value; }")]
    [DataRow(
        "(int)Mode.Two", "public enum Mode { One, Two }", "[Device]\n    public enum Mode { One, Two }",
        "Mode s")]
    [DataRow("x[0].Value", "public record struct S(int Value);", "[Device]\n    public partial record struct S(int Value);",
        "Span<S> x")]
    public Task What_is_the_authors_own_is_marked(string use, string before, string after, string parameter = "S s")
    {
        string Source(string declaration) => $$"""
            public static partial class Functions
            {
                {{declaration}}

                [Device]
                public static int Use({{(before.Contains(" S", StringComparison.Ordinal) || parameter != "S s" ? parameter : "int s")}}) => {{use}};
            }
            """;
        return Verify.Fix(Source(before), Source(after), new KernelLanguageAnalyzer(), new MarkDevice());
    }

    [TestMethod]
    [DataRow("Environment.ProcessorCount")]
    [DataRow("(int)Math.Asinh(x)")]
    [DataRow("Environment.CurrentManagedThreadId")]
    public Task What_is_not_the_authors_is_not_marked(string use) => Verify.NoFix(
        $$"""
        public static partial class Functions
        {
            [Device]
            public static int Use(int x) => {{use}};
        }
        """,
        new KernelLanguageAnalyzer(),
        new MarkDevice());

    [TestMethod]
    public Task Read_only_fields_with_constant_values_become_constants_all_at_once() => Verify.FixAll(
        """
        public static partial class Limits
        {
            /// <summary>Most.</summary>
            public static readonly int Most = 4 * Least;
            private const int Least = 2;
            static readonly float s_half = .5f, s_quarter = .25f;

            [Device]
            public static float Use(int x) => x < Most ? s_half : s_quarter + Most;
        }
        """,
        """
        public static partial class Limits
        {
            /// <summary>Most.</summary>
            public const int Most = 4 * Least;
            private const int Least = 2;
            const float s_half = .5f, s_quarter = .25f;

            [Device]
            public static float Use(int x) => x < Most ? s_half : s_quarter + Most;
        }
        """,
        new KernelLanguageAnalyzer(),
        new MakeFieldConstant());

    [TestMethod]
    [DataRow("private static readonly int s_count = Environment.ProcessorCount;")]
    [DataRow("private static int s_count = 3;")]
    public Task A_field_that_changes_does_not_become_a_constant(string field) => Verify.NoFix(
        $$"""
        public static partial class Limits
        {
            {{field}}

            [Device]
            public static int Use() => s_count;
        }
        """,
        new KernelLanguageAnalyzer(),
        new MakeFieldConstant());

    [TestMethod]
    public Task Checked_operations_become_unchecked_all_at_once() => Verify.FixAll(
        """
        public static partial class Bytes
        {
            [Device]
            public static uint Use(int x, uint u)
            {
                byte b = checked((byte)x);
                checked
                {
                    u += 2u;
                    u = b + u * 3u;
                }

                return u;
            }
        }
        """,
        """
        public static partial class Bytes
        {
            [Device]
            public static uint Use(int x, uint u)
            {
                byte b = unchecked((byte)x);
                checked
                {
                    unchecked
                    {
                        u += 2u;
                    }
                    u = unchecked(b + u * 3u);
                }

                return u;
            }
        }
        """,
        new KernelLanguageAnalyzer(),
        new WriteUnchecked());

    [TestMethod]
    [DataRow("byte b = checked((byte)(BFloat16)x);", "byte b = unchecked((byte)(BFloat16)x);")]
    [DataRow("var t = checked(((byte, byte))((long)x, x));", "var t = unchecked(((byte, byte))((long)x, x));")]
    public Task A_cast_of_several_conversions_is_unchecked_as_a_whole(string before, string after) => Verify.Fix(
        Casts(before), Casts(after), new KernelLanguageAnalyzer(), new WriteUnchecked());

    [TestMethod]
    [DataRow("{ checked { for (byte e = 0; e < 3; e++) { } } }", DisplayName = "a loop's heading")]
    [DataRow("{ sbyte s = 1; checked { for (s += 1; s < 3; ) { } } }", DisplayName = "a loop's beginning")]
    [DataRow("{ byte b = 1; checked { void Count() => b++; Count(); } }", DisplayName = "behind an arrow")]
    public Task Where_no_statement_fits_none_becomes_unchecked(string body) => Verify.NoFix(
        $$"""
        public static partial class Casts
        {
            [Device]
            public static void Use() {{body}}
        }
        """,
        new KernelLanguageAnalyzer(),
        new WriteUnchecked());

    private static string Casts(string statement) => $$"""
        public static partial class Casts
        {
            [Device]
            public static void Use(int x)
            {
                {{statement}}
            }
        }
        """;

    [TestMethod]
    public Task Type_parameters_of_kernels_become_unmanaged_all_at_once() => Verify.FixAll(
        """
        public static partial class Copies
        {
            [Kernel]
            public static void Copy<T>(Span<T> x)
            {
            }

            [Kernel]
            public static void Move<T>(Span<T> x)
                where T : struct
            {
            }

            [Kernel]
            public static void Sort<T>(Span<T> x) where T : IComparable<T> => x[0] = x[1];
        }
        """,
        """
        public static partial class Copies
        {
            [Kernel]
            public static void Copy<T>(Span<T> x)
                where T : unmanaged
            {
            }

            [Kernel]
            public static void Move<T>(Span<T> x)
                where T : unmanaged
            {
            }

            [Kernel]
            public static void Sort<T>(Span<T> x) where T : unmanaged, IComparable<T> => x[0] = x[1];
        }
        """,
        new KernelDeclarationAnalyzer(),
        new ConstrainToUnmanaged());

    [TestMethod]
    public Task Specialize_is_removed_where_it_means_nothing() => Verify.FixAll(
        """
        public static partial class Strides
        {
            [Device]
            public static int Next(int i, [Specialize] int stride, [Specialize] int n) => i + stride + n;
        }
        """,
        """
        public static partial class Strides
        {
            [Device]
            public static int Next(int i, int stride, int n) => i + stride + n;
        }
        """,
        new SpecializeAnalyzer(),
        new RemoveParameterMark());

    [TestMethod]
    public Task NoAlias_is_removed_where_it_means_nothing() => Verify.FixAll(
        """
        public static partial class Sums
        {
            [Kernel]
            public static void Spread([NoAlias] Span<float> values, [NoAlias] int n) => values[0] = First(values, n);
            [Device]
            public static float First([NoAlias] ReadOnlySpan<float> values, int n) => values[n];
        }
        """,
        """
        public static partial class Sums
        {
            [Kernel]
            public static void Spread([NoAlias] Span<float> values, int n) => values[0] = First(values, n);
            [Device]
            public static float First(ReadOnlySpan<float> values, int n) => values[n];
        }
        """,
        new NoAliasAnalyzer(),
        new RemoveParameterMark());

    [TestMethod]
    public Task Types_become_partial_all_at_once() => Verify.FixAll(
        """
        class Outer
        {
            static class First
            {
                [Kernel]
                public static void Work() { }
            }

            static class Second
            {
                [Kernel]
                public static void Work() { }
            }
        }
        """,
        """
        partial class Outer
        {
            static partial class First
            {
                [Kernel]
                public static void Work() { }
            }

            static partial class Second
            {
                [Kernel]
                public static void Work() { }
            }
        }
        """,
        new HalfRoomAnalyzer(),
        new MakeTypePartial());
}
