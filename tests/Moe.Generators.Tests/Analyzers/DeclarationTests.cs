using Moe.Generators.Analyzers;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Analyzers;

/// <summary>The rules about declarations. One mistake is one message: no half adds an error of its own.</summary>
[TestClass]
public sealed class DeclarationTests
{
    [TestMethod]
    public Task A_type_around_a_kernel_is_partial() => Verify.Diagnostics(
        """
        public static class {|MOE1001:Outer|}
        {
            public static partial class Inner
            {
                [Kernel]
                public static void First()
                {
                }

                [Kernel]
                public static void Second()
                {
                }
            }
        }
        """,
        new HalfRoomAnalyzer());

    [TestMethod]
    public Task A_class_of_kernels_has_another_name_than_its_generated_members() => Verify.Diagnostics(
        """
        public static partial class {|MOE1020:Kernels|}
        {
            [Kernel]
            public static void First()
            {
            }
        }
        """,
        new HalfRoomAnalyzer());

    [TestMethod]
    public Task A_routing_names_its_interface() => Verify.Diagnostics(
        """
        [Routing]
        public partial struct {|MOE1002:Nameless|}
        {
            [Dispatch]
            public Destination Route(Assignment choice) => Destination.Dropped;
        }

        [Routing]
        public partial struct Named : Moe.Dsl.IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice) => Destination.Dropped;
        }
        """,
        new RoutingInterfaceAnalyzer());

    [TestMethod]
    public Task A_routing_has_one_dispatch_and_at_most_one_combine() => Verify.Diagnostics(
        """
        [Routing]
        public partial struct {|MOE1003:None|} : IRouting
        {
        }

        [Routing]
        public partial struct {|MOE1003:TwoDispatches|} : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice) => Destination.Dropped;

            [Dispatch]
            public Destination Other(Assignment choice) => Destination.Dropped;
        }

        [Routing]
        public partial struct {|MOE1005:TwoCombines|} : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice) => Destination.Dropped;

            [Combine]
            public float Weigh(float value, float weight) => value;

            [Combine]
            public float Ignore(float value, float weight) => value;
        }
        """,
        new RoutingAnalyzer());

    [TestMethod]
    public Task Methods_of_a_routing_have_its_signatures_and_stand_in_it() => Verify.Diagnostics(
        """
        [Routing]
        public partial struct Wrong : IRouting
        {
            [Dispatch]
            public int {|MOE1004:Route|}(Assignment choice) => 0;

            [Combine]
            public float {|MOE1006:Weigh|}(float value) => value;
        }

        public struct Elsewhere
        {
            [Dispatch]
            public Destination {|MOE1007:Route|}(Assignment choice) => Destination.Dropped;
        }
        """,
        new RoutingAnalyzer());

    [TestMethod]
    public Task A_kernel_can_be_launched_by_its_name_with_values() => Verify.Diagnostics(
        """
        public partial class Wrong
        {
            [Kernel]
            public void {|MOE1008:NotStatic|}()
            {
            }

            [Kernel]
            public static int {|MOE1009:Returns|}() => 0;

            [Kernel]
            public static void {|MOE1011:Overloaded|}(int x)
            {
            }

            public static void Overloaded(float x)
            {
            }

            [Kernel]
            public static void Reference(ref int {|MOE1012:x|})
            {
            }

            [Kernel]
            private static void Hides(Hidden {|MOE1013:x|})
            {
            }

            [Kernel]
            public static void Generic<{|MOE1014:T|}>(T x)
            {
            }

            private struct Hidden;
        }

        public partial struct Struct
        {
            [Kernel]
            public static void {|MOE1010:InStruct|}()
            {
            }
        }

        public partial class Generic<T>
        {
            [Kernel]
            public static void {|MOE1010:InGeneric|}()
            {
            }
        }
        """,
        new KernelDeclarationAnalyzer());

    [TestMethod]
    public Task Launch_bounds_are_ones_that_a_gpu_has() => Verify.Diagnostics(
        """
        public static partial class Bounds
        {
            [Kernel({|MOE1015:MaxThreads = 1025|})]
            public static void Many()
            {
            }

            [Kernel({|MOE1016:MinBlocks = -1|})]
            public static void Few()
            {
            }

            [Kernel(MaxThreads = 1024, MinBlocks = 2)]
            public static void Right()
            {
            }
        }
        """,
        new LaunchBoundsAnalyzer());

    [TestMethod]
    public Task Constants_are_a_kernels_and_of_a_constants_type() => Verify.Diagnostics(
        """
        public enum Side { Left, Right }

        public static partial class Constants
        {
            [Kernel]
            public static void Of([Specialize] float {|MOE1018:wrong|}, [Specialize] Side right)
            {
            }

            [Device]
            public static int Function([Specialize] int {|MOE1017:x|}) => x;
        }
        """,
        new SpecializeAnalyzer());

    [TestMethod]
    public Task NoAlias_speaks_of_a_kernels_spans_and_rows() => Verify.Diagnostics(
        """
        public static partial class Sums
        {
            [Kernel]
            public static void Add(
                [NoAlias] ReadOnlyRows<float> x, [NoAlias] ReadOnlySpan<int> ids, [NoAlias] Rows<float> y,
                [NoAlias] Span<float> z, [NoAlias] DeviceView<int> {|MOE1023:table|}, [NoAlias] int {|MOE1023:n|})
            {
                z[0] = First(z, table[n]);
            }

            [Device]
            public static float First([NoAlias] ReadOnlySpan<float> {|MOE1023:values|}, int n) => values[n];
        }
        """,
        new NoAliasAnalyzer());

    [TestMethod]
    public Task A_device_method_stands_where_device_code_calls_it() => Verify.Diagnostics(
        """
        public partial class Functions
        {
            [Device]
            public int {|MOE1019:Instance|}() => 0;

            [Device]
            public static int Static() => 0;
        }

        [Device]
        public partial struct Point
        {
            [Device]
            public readonly int Zero() => 0;
        }
        """,
        new DeviceMethodAnalyzer());

    [TestMethod]
    public Task A_device_property_does_not_depend_on_the_thread() => Verify.Diagnostics(
        """
        public static partial class Properties
        {
            [Device]
            public static int {|MOE1021:Index|} => Thread() + 1;

            [Device]
            public static int One => 1;

            [Device]
            private static int Thread() => ThreadIdx.X;
        }
        """,
        new DevicePropertyAnalyzer());

    [TestMethod]
    public Task No_reference_to_an_element_is_held_across_a_wait() => Verify.Diagnostics(
        """
        [Device]
        public partial struct Pair
        {
            public int Left;

            [Device]
            public void Add(int value) => Left += value;
        }

        public static partial class References
        {
            [Kernel]
            public static void Work(Span<Pair> pairs, Span<int> x)
            {
                {|MOE1022:pairs[0]|}.Left = Warp.Sum(1);
                {|MOE1022:pairs[0]|}.Add(Warp.Sum(1));
                Atomic.Add(ref {|MOE1022:x[0]|}, Sum());
                x[0] += Sum();
                pairs[Sum()].Left = x[0];
            }

            [Device]
            private static int Sum() => Warp.Sum(1);
        }
        """,
        new HeldReferenceAnalyzer());
}
