using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Tests.Cuda;

/// <summary>What the kernel language lacks is refused where it stands: the text between [| and |].</summary>
[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    [DataRow("MOE0001", "[|try { a++; } finally { }|]")]
    [DataRow("MOE0001", "[|throw new Exception();|]")]
    [DataRow("MOE0001", "[|lock (\"\") { }|]")]
    [DataRow("MOE0001", "T [|Local|]<T>(T t) => t; a = Local(a);")]
    [DataRow("MOE0001", "System.Collections.Generic.IEnumerable<int> [|Local|]() { yield return 1; } Local();")]
    [DataRow("MOE0002", "switch (a) { case 1: int Local() => 1; break; default: a = [|Local()|]; break; }")]
    [DataRow("MOE0007", "a = Local(a); int Local(int b) => b > 0 ? [|Local(b - 1)|] : 0;")]
    [DataRow("MOE0007", "a = One(a); int One(int b) => [|Two(b)|]; int Two(int b) => b > 0 ? One(b) : 0;")]
    [DataRow("MOE0009", "Local(ref a); void Local(ref int [|b|]) => b = Warp.Sum(b);")]
    [DataRow("MOE0010", "Local(); void Local() { var s = [|Shared.Span<int>(4)|]; s[0] = 1; }")]
    [DataRow("MOE0013", "ref int [|Local|](ref int b) => ref b; Local(ref a);")]
    [DataRow("MOE0013", "int b = a; ([|a > 1 ? ref a : ref b|]) = 3;")]
    [DataRow("MOE0001", "[|again: a++;|] goto again;")]
    [DataRow("MOE0001", "foreach (int x in [|new int[3]|]) a += x;")]
    [DataRow("MOE0001", "foreach ([|byte|] x in span) a += x;")]
    [DataRow("MOE0002", "int b = a > 1 ? a : [|throw new Exception()|];")]
    [DataRow("MOE0003", "[|string|] t = \"x\";")]
    [DataRow("MOE0003", "[|int?|] n = null;")]
    [DataRow("MOE0003", "[|decimal|] m = 1m;")]
    [DataRow("MOE0003", "[|var|] eight = (a, 2, 3, 4, 5, 6, 7, 8);")]
    [DataRow("MOE0003", "[|var|] pair = (a, \"x\");")]
    [DataRow("MOE0003", "var [|pairs = Shared.Span<(int, int)>(4)|];")]
    [DataRow("MOE0002", "var pair = [|(a, a) = (1, 2)|];")]
    [DataRow("MOE0002", "var (b, c) = [|new Parted()|];")]
    [DataRow("MOE0002", "bool b = [|(span.Slice(1).Length, new Wide()) == (1, new Wide())|];")]
    [DataRow("MOE0004", "bool b = [|(a, 2).Equals((1, 2))|];")]
    [DataRow("MOE0005", "([|HostWritten|], a) = (1, 2);")]
    [DataRow("MOE0003", "[|var|] list = new System.Collections.Generic.List<int>();")]
    [DataRow("MOE0003", "unsafe { [|int*|] p = &a; }")]
    [DataRow("MOE0004", "a = [|Host(a)|];")]
    [DataRow("MOE0004", "a = [|Math.DivRem(a, 3, out int rest)|];")]
    [DataRow("MOE0004", "double d = [|Math.Asinh(2.0)|];")]
    [DataRow("MOE0004", "[|span.Fill(1)|];")]
    [DataRow("MOE0005", "a = [|Environment.ProcessorCount|];")]
    [DataRow("MOE0005", "a = [|HostValue|];")]
    [DataRow("MOE0006", "a = [|s_count|];")]
    [DataRow("MOE0006", "[|s_count|] = a;")]
    [DataRow("MOE0007", "a = [|Endless(a)|];", "Endless")]
    [DataRow("MOE0010", "if (a > 0) { var s = [|Shared.Span<int>(4)|]; }")]
    [DataRow("MOE0010", "a = [|Shared.Span<int>(4)|].Length;")]
    [DataRow("MOE0011", "var s = Shared.Span<int>([|a + 1|]);")]
    [DataRow("MOE0013", "ref int [|r = ref span[0]|];")]
    [DataRow("MOE0014", "byte b = checked([|(byte)a|]);")]
    [DataRow("MOE0014", "byte b = checked([|(byte)(Half)a|]);")]
    [DataRow("MOE0014", "checked { a = [|(int)(BFloat16)2f|]; }")]
    [DataRow("MOE0014", "unchecked { byte b = checked([|(byte)(Float8E4M3)2f|]); }")]
    [DataRow("MOE0014", "sbyte s = 1; checked { [|s++|]; }")]
    [DataRow("MOE0014", "short s = 1; checked { [|s += 1|]; }")]
    [DataRow("MOE0014", "char c = 'c'; checked { [|c *= 'c'|]; }")]
    [DataRow("MOE0014", "byte b = 1; checked { [|b <<= 1|]; }")]
    [DataRow("MOE0014", "sbyte s = 1; checked { [|s /= -1|]; }")]
    [DataRow("MOE0014", "Level l = Level.Low; l = checked([|l + 1|]);")]
    [DataRow("MOE0014", "Level l = checked([|(Level)a|]);")]
    [DataRow("MOE0014", "Mode m = Mode.Fast; byte b = checked([|(byte)m|]);")]
    [DataRow("MOE0014", "sbyte s = -1; checked { [|s >>>= 1|]; }")]
    [DataRow("MOE0014", "checked { var small = [|((byte, byte))((long)a, a)|]; }")]
    [DataRow("MOE0014", "var pair = (a, a); checked { (byte, byte) small = [|((byte, byte))pair|]; }")]
    [DataRow("MOE0014", "checked { var small = [|((byte, byte))(a, a)|]; }")]
    [DataRow("MOE0014", "uint u = 1; u = checked([|u + 2u|]);")]
    [DataRow("MOE0017", "float w = [|Warp.Shuffle(new Assignment(a, a, a, 1f), 0)|].Weight;")]
    [DataRow("MOE0017", "a = [|Warp.ShuffleUp<Wide>(default, 1)|].B;")]
    [DataRow("MOE0017", "a = [|Warp.ShuffleDown(new Captured(a, a), 1)|].Sum();")]
    [DataRow("MOE0017", "a = (int)[|Warp.Shuffle(default(Pack<float>), 1)|][0];")]
    [DataRow("MOE0017", "a = (int)[|Warp.ShuffleXor(default(Halves), 1)|].E;")]
    [DataRow("MOE0002", "a = [|span[^1]|];")]
    [DataRow("MOE0002", "a = [|a switch { 1 => 2 }|];")]
    [DataRow("MOE0002", "a = span is [|[var first, ..]|] ? first : 2;")]
    [DataRow("MOE0002", "a = new Parted() is [|(var first, _)|] ? first : 2;")]
    [DataRow("MOE0002", "a = new Parted() is { [|Twice|]: 2 } ? 1 : 2;")]
    [DataRow("MOE0002", "a = [|Mode.Slow switch { Mode.Slow => 1, Mode.Fast => 2 }|];")]
    [DataRow("MOE0002", "a = a switch { var n when [|new Parted() is { A: var m } && m > n|] => 1, _ => 2 };")]
    public void Construct(string id, string body, string method = "F")
        => Refuses(id, $$"""
            namespace App;
            [Device] public partial struct Halves { public Half A, B; public BFloat16 C; public Float8E5M2 D; public Half E; }
            [Device] public partial struct Wide { public long A; public byte B; }
            [Device] public readonly partial struct Captured(long a, int b) { [Device] public int Sum() => (int)a + b; }
            [Device] public enum Mode { Slow, Fast }
            [Device] public enum Level : byte { Low, High }
            [Device] public partial struct Parted
            {
                public int A;
                public int Twice => A * 2;
                public void Deconstruct(out int first, out int second) { first = A; second = 1; }
            }
            public static class K
            {
                static int s_count = 1;
                static int HostValue => 2;
                static int HostWritten { get; set; }
                static int Host(int a) => a;
                [Kernel] public static void F(Span<int> span, int a) { {{(method == "F" ? body : "")}} }
                [Device] public static int Endless(int a) { {{(method == "F" ? "" : body)}} return a; }
            }
            """, source => source.TranslateMethod("App.K", method));

    [TestMethod]
    [DataRow("value is [|int n|] ? n : 2")]
    [DataRow("[|value is int|] ? 1 : 2")]
    [DataRow("value switch { [|int|] => 1, _ => 2 }")]
    public void Type_of_a_type_parameters_value(string expression) => Refuses("MOE0002", $$"""
        namespace App;
        public static class K
        {
            [Device] static int F<T>(T value) where T : unmanaged => {{expression}};
        }
        """, source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    [DataRow("string t = \"x\";")]
    [DataRow("int? n = null;")]
    [DataRow("var list = new System.Collections.Generic.List<int>();")]
    public void A_type_without_a_form_is_one_message(string body)
    {
        var source = DeviceSource.WithErrors(
            $$"""namespace App; public static class K { [Device] static int F(int a) { {{body}} return a; } }""");
        var found = source.TranslateMethod("App.K", "F").Diagnostics;
        Assert.HasCount(1, found, string.Join("\n", found));
    }

    [TestMethod]
    public void Local_function_before_its_variable() => Refuses("MOE0001", """
        namespace App;
        public static class K
        {
            [Device] static int F() { Set(); int b; b = 3; return b; void [|Set|]() => b = 2; }
        }
        """, source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    [DataRow("async System.Threading.Tasks.Task<int> F(int a) { [|await System.Threading.Tasks.Task.Yield()|]; return a; }")]
    [DataRow("System.Collections.Generic.IEnumerable<int> F(int a) { [|yield return a;|] }")]
    [DataRow("int F(int a, int? [|n|]) { n ??= 3; return n ?? a; }")]
    [DataRow("int F(string [|s|]) => s?.Length ?? 0;")]
    [DataRow("int F(int a) { [|var|] n = a as int?; return a; }")]
    [DataRow("int F(object [|o|]) => o is string s ? s.Length : 0;")]
    [DataRow("int F(int a) { [|Func<int, int>|] f = x => x + a; return f(a); }")]
    [DataRow("int F(int a) => ([|a as object|]) is null ? 1 : 2;")]
    [DataRow("void F(int a, int b) => ([|a > b ? ref a : ref b|]) = 3;")]
    [DataRow("int F(int a) => [|default(int?) ?? a|];")]
    public void One_mistake_is_one_message(string method) => RefusesOnce(
        $$"""namespace App; public static class K { [Device] static {{method}} }""",
        source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    [DataRow("unsafe partial struct [|S|] { public fixed int A[4]; [Device] public int B() => A[0]; }")]
    [DataRow("partial struct S { public (int, int) [|A|]; [Device] public int B() => A.Item1; }")]
    public void One_mistake_in_a_struct_is_one_message(string type)
        => RefusesOnce($"namespace App; [Device] public {type}", source => source.TranslateType("App.S"));

    [TestMethod]
    public void Reference_across_a_wait() => Refuses("MOE0009", """
        namespace App;
        public static class K
        {
            [Device] static void Wait(ref int [|total|]) { Inner(); total = 1; }
            [Device] static void Inner() => Block.Sync();
        }
        """, source => source.TranslateMethod("App.K", "Wait"));

    [TestMethod]
    [DataRow("[|ThreadIdx.X|]")]
    [DataRow("[|Warp.Sum(1)|]")]
    [DataRow("[|K.Lane()|]")]
    public void Grid_in_a_routing(string expression) => Refuses("MOE0012", $$"""
        namespace App;
        public static class K { [Device] public static int Lane() => Warp.Lane; }
        [Routing]
        public readonly partial struct R : IRouting
        {
            [Dispatch] public Destination Route(Assignment choice) => new(0, {{expression}});
        }
        """, source => source.TranslateType("App.R"));

    [TestMethod]
    [DataRow("[StructLayout(LayoutKind.Sequential, Pack = 1)] [Device] public partial struct [|S|] { public int A; }")]
    [DataRow("[Device] public ref partial struct [|S|] { public int A; }")]
    [DataRow("[Device] public partial struct [|S|] { public int A; } partial struct S { public int B; }")]
    [DataRow("[Device] public unsafe partial struct [|S|] { public fixed int A[4]; }")]
    [DataRow("[Device] public partial struct [|S|] { public int A { get => field + 1; set => field = value; } }")]
    [DataRow("[Device] public partial struct [|S|] { public int A { get; set => field = value < 0 ? 0 : value; } }")]
    public void Layout(string declaration) => Refuses(
        "MOE0015", "namespace App; using System.Runtime.InteropServices; " + declaration,
        source => source.TranslateType("App.S"));

    [TestMethod]
    [DataRow("MOE0003", "[Device] public partial struct S { [Device] public enum Kind { A } public Kind [|K|]; }")]
    [DataRow("MOE0016", "[Device] public partial struct [|S|]; [Device] public partial struct S<T> { public int A; }")]
    [DataRow("MOE0016", "[Device] public partial struct [|S|]; public static class S<T> { [Device] static int F() => 1; }")]
    [DataRow("MOE0016", "public class Outer { public class Inner<T> { [Device] public partial struct [|S|] { } } }")]
    public void A_type_whose_place_or_name_C_does_not_have(string id, string declarations) => Refuses(
        id, "namespace App; " + declarations,
        source => source.TranslateType(declarations.Contains("Outer") ? "App.Outer+Inner`1+S" : "App.S"));

    [TestMethod]
    [DataRow("[Device] public partial struct Outer { public static class K { [Device] public static int [|F|]() => 1; } }")]
    [DataRow("public class Outer<T> { public static class K { [Device] public static int [|F|]() => 1; } }")]
    public void A_function_inside_a_struct_or_a_generic_class(string declarations) => Refuses(
        "MOE0016", "namespace App; " + declarations,
        source => source.TranslateMethod(declarations.Contains("Outer<T>") ? "App.Outer`1+K" : "App.Outer+K", "F"));

    [TestMethod]
    public void A_class_that_shares_its_name_with_a_generic_struct() => Refuses("MOE0016", """
        namespace App;
        [Device] public partial struct K<T> { public int A; }
        public static class K { [Device] public static int [|F|]() => 1; }
        """, source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    [DataRow("char a", "ushort a")]
    [DataRow("ref int a", "int a")]
    [DataRow("in int a, Span<int> b", "int a, Span<int> b")]
    public void Overloads_that_a_call_does_not_tell_apart(string one, string other) => Refuses("MOE0016", $$"""
        namespace App;
        public static class K
        {
            [Device] static int [|F|]({{one}}) => 1;
            [Device] static int F({{other}}) => 2;
        }
        """, source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    [DataRow("R")]
    [DataRow("Around")]
    public void Equality_of_a_record_that_the_author_wrote(string type) => Refuses("MOE0002", $$"""
        namespace App;
        [Device] public partial record struct R(int A, int B)
        {
            public readonly bool Equals(R other) => A == other.A;
            public override readonly int GetHashCode() => A;
        }
        [Device] public partial record struct Around(R Inner);
        public static class K { [Device] static bool Same({{type}} x, {{type}} y) => [|x == y|]; }
        """, source => source.TranslateMethod("App.K", "Same"));

    [TestMethod]
    [DataRow("int[]", "for a field, DeviceView<T>")]
    [DataRow("Placement", "for a table in a field, DeviceView<T>")]
    [DataRow("Moe.Runtime.DeviceArray<int>", "Use its DeviceView<T>")]
    [DataRow("DeviceRowsView<int>", "for a field, DeviceView<T>")]
    [DataRow("DeviceView<Place>", "Its elements are App.Place. Mark the struct [Device].")]
    public void A_table_in_a_routing_leads_to_a_view(string type, string advice)
    {
        var source = DeviceSource.WithErrors($$"""
            namespace Moe.Runtime { public sealed class DeviceArray<T>; }
            namespace App
            {
                public sealed class Placement;
                public struct Place { public int Rank; }
                [Routing] public readonly partial struct R({{type}} table) : IRouting
                {
                    [Dispatch] public Destination Route(Assignment choice) { var t = table; return new(0, 0); }
                }
            }
            """);

        var found = source.TranslateType("App.R").Diagnostics;

        StringAssert.Contains(found[0].GetMessage(null), advice);
    }

    [TestMethod]
    [DataRow("(int A, int B)")]
    [DataRow("Box<(int A, int B)>")]
    public void Tuple_in_a_field(string type) => Refuses("MOE0015", $$"""
        namespace App;
        [Device] public partial struct Box<T> where T : unmanaged { public T Value; }
        [Device] public partial struct S { public {{type}} [|Pair|]; }
        """, source => source.TranslateType("App.S"));

    [TestMethod]
    [DataRow("(int, float)")]
    [DataRow("Span<(int, float)>")]
    [DataRow("Pack<(int, float)>")]
    public void Tuple_as_a_kernels_argument(string type) => Refuses("MOE0003", $$"""
        namespace App;
        public static class K { [Kernel] public static void F(Span<int> x, {{type}} [|pair|]) => x[0] = 1; }
        """, source => source.TranslateMethod("App.K", "F"));

    [TestMethod]
    public void Managed_field() => Refuses("MOE0003", """
        namespace App; [Device] public partial struct S { public string [|A|]; }
        """, source => source.TranslateType("App.S"));

    [TestMethod]
    [DataRow("Atomic.Add(ref [|own|], 1)")]
    [DataRow("Atomic.LoadAcquire(ref [|own|])")]
    [DataRow("Atomic.Max(ref [|pair.A|], 1, MemoryScope.Block)")]
    [DataRow("Atomic.StoreRelease(ref [|n|], 1)")]
    public void Atomic_operation_on_what_is_not_shared(string expression) => Refuses("MOE0018", $$"""
        namespace App;
        [Device] public partial struct Pair { public int A; }
        public static class K
        {
            [Device] static void Count(Span<int> s, int n) { int own = 0; Pair pair = default; {{expression}}; }
        }
        """, source => source.TranslateMethod("App.K", "Count"));

    [TestMethod]
    [DataRow("MOE0019", "x[0] = [|Registers.Span<float>(4)|][1];")]
    [DataRow("MOE0019", "switch (n) { case 1: var r = [|Registers.Span<float>(4)|]; x[0] = r[0]; break; }")]
    [DataRow("MOE0020", "var r = Registers.Span<float>([|n|]); x[0] = r[0];")]
    [DataRow("MOE0020", "var r = Registers.Span<float>([|x.Length|]); x[0] = r[0];")]
    [DataRow("MOE0021", "var r = Registers.Span<float>(4); x = [|r|];")]
    [DataRow("MOE0021", "Span<float> y = x; { var r = Registers.Span<float>(4); y = [|r|].Slice(1); } x[0] = y[0];")]
    [DataRow("MOE0021", "var r = Registers.Span<float>(4); var y = Same([|r|]); x[0] = y[0];")]
    [DataRow("MOE0021", "var r = Registers.Span<float>(4); [|r|] = x;")]
    public void Register_array_where_it_cannot_be(string id, string body) => Refuses(id, $$"""
        namespace App;
        public static class K
        {
            [Device] static ReadOnlySpan<float> Same(ReadOnlySpan<float> x) => x;
            [Device] static void Keep(Span<float> x, int n) { {{body}} }
        }
        """, source => source.TranslateMethod("App.K", "Keep"));

    [TestMethod]
    [DataRow("[Device] int IOp.[|Apply|](int x) => x; public int Count => 1;")]
    [DataRow("[Device] public int Apply(int x) => x; int IOp.[|Count|] => 1;")]
    public void Member_without_a_name_of_its_own(string members) => Refuses("MOE0016", $$"""
        namespace App;
        [Device] public interface IOp { [Device] int Apply(int x); [Device] int Count { get; } }
        [Device] public partial struct S : IOp { public int A; {{members}} }
        """, source => source.TranslateType("App.S"));

    [TestMethod]
    public void Method_that_an_interface_gives_a_body() => Refuses("MOE0004", """
        namespace App;
        [Device] public interface IOp { [Device] int Apply(int x) => x * 3; }
        public static class K { [Device] static int Do<T>(T op) where T : struct, IOp => [|op.Apply(1)|]; }
        """, source => source.TranslateMethod("App.K", "Do"));

    [TestMethod]
    public void Mutual_recursion() => Refuses("MOE0007", """
        namespace App;
        public static class K
        {
            [Device] static int Even(int a) => a == 0 ? 1 : [|Odd(a - 1)|];
            [Device] static int Odd(int a) => a == 0 ? 0 : Even(a - 1);
        }
        """, source => source.TranslateMethod("App.K", "Even"));

    [TestMethod]
    public void Units_that_need_each_other() => Refuses("MOE0008", """
        namespace App;
        public static class K { [Device] public static int Of(S s) => s.A; }
        [Device] public partial struct S { public int A; [Device] public readonly int B() => [|K.Of(this)|]; }
        """, source => source.TranslateType("App.S"));

    [TestMethod]
    public void Code_in_error_gives_no_unit_and_no_diagnostic_of_its_own()
    {
        var source = DeviceSource.WithErrors(
            "namespace App; public static class K { [Device] static int F(int a) => a + missing; }");
        var translation = source.TranslateMethod("App.K", "F");
        Assert.IsNull(translation.Unit);
        Assert.IsEmpty(translation.Diagnostics);
    }

    private static void RefusesOnce(string marked, Func<DeviceSource, Moe.Generators.Cuda.Translation> translate)
    {
        var source = DeviceSource.WithErrors(marked.Replace("[|", "").Replace("|]", ""));
        var found = translate(source).Diagnostics;
        Assert.HasCount(1, found, string.Join("\n", found));
        Refuses(found[0].Id, marked, translate);
    }

    private static void Refuses(
        string id, string marked, Func<DeviceSource, Moe.Generators.Cuda.Translation> translate)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        var source = DeviceSource.WithErrors(marked.Replace("[|", "").Replace("|]", ""));
        var translation = translate(source);
        Assert.IsNull(translation.Unit);
        Assert.IsNotEmpty(translation.Diagnostics);
        var first = translation.Diagnostics[0];
        Assert.AreEqual(id, first.Id, first.GetMessage(null));
        int usings = first.Location.SourceTree!.ToString().IndexOf("namespace App", StringComparison.Ordinal);
        var span = TextSpan.FromBounds(start + usings, end + usings);
        Assert.AreEqual(span, first.Location.SourceSpan, first.ToString());
    }
}
