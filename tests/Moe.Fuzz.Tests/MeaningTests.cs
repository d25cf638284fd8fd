using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Tests;

/// <summary>C# that once meant something else in CUDA or in the CPU body, found by reading.</summary>
[TestClass]
public sealed class MeaningTests
{
    /// <summary>That <c>Run</c>, over a span of ints, does the same in every way on 16 inputs.</summary>
    /// <param name="run">What Run does.</param>
    /// <param name="members">What stands beside Run.</param>
    /// <param name="types">What stands beside its class.</param>
    /// <param name="areas">The elements of the spans that Run takes behind ints.</param>
    private static void Agree(string run, string members = "", string types = "", params string[] areas)
    {
        Compiler.Require();
        List<NumberType> all = [NumberTypes.Int, .. areas.Select(name => NumberTypes.All.Single(t => t.Name == name))];
        string spans = string.Join(", ", all.Select(a => $"Span<{a.Name}> {a.Area}"));
        var drawn = new FuzzCase(1, 1, $$"""
            namespace Case
            {
            {{types}}
            public static partial class Program
            {
            {{members}}
            [Device] public static void Run({{spans}}) { {{run}} }
            }
            }
            """, all);
        var result = new Batch().Run([drawn])[0];
        Assert.IsFalse(result.IsNotCSharp, result.Error);
        var found = Disagreement.Of(result);
        Assert.IsNull(found, found is null ? "" : DisagreementText.Of(found));
    }

    [TestMethod]
    public void A_parameter_hides_a_member_under_the_name_it_has_in_CUDA() => Agree(
        "S s = default; s.signed = 3; ints[0] = s.Sum(7);",
        types: """
        [Device] public partial struct S
        {
            public int signed;
            [Device] public int Sum(int signed) => this.signed * 10 + signed;
        }
        """);

    [TestMethod]
    public void A_name_that_CUDA_takes_and_the_same_with_an_underscore_stay_two() => Agree("""
        int register = 5, __x = 1;
        if (register == 5)
        {
            int register_ = 7, __x_ = 2;
            ints[0] = register * 10 + register_;
            ints[1] = __x * 10 + __x_;
        }
        """);

    [TestMethod]
    public void What_a_member_of_a_readonly_place_changes_is_a_copy() => Agree(
        """
        Out o = default;
        ints[0] = F(o); ints[1] = o.Peek(); ints[2] = o.Both(); ints[3] = o.P.I.Next() + o.P.I.X * 100;
        ints[4] = o.M.I.Next() + o.M.I.X * 100; ints[5] = new Held(default).Twice();
        """,
        "[Device] static int F(in Out o) => o.M.I.Next() + o.M.I.X * 100 + o.Count;",
        """
        [Device] public partial struct In { public int X; [Device] public int Next() => ++X; }
        [Device] public partial struct Mid { public In I; }
        [Device] public partial struct Out
        {
            public Mid M;
            public readonly Mid Fixed;
            public Mid P { get; set; }
            [Device] public readonly int Peek() => M.I.Next() + M.I.X * 100 + Count;
            [Device] public int Both() => Fixed.I.Next() + Fixed.I.X * 100;
            [Device] public int Count => ++M.I.X;
        }
        [Device] public readonly partial struct Held(In inner)
        {
            [Device] public int Twice() => inner.Next() + inner.Next() * 10 + inner.X * 100;
        }
        """);

    [TestMethod]
    public void A_property_that_changes_its_struct_is_read_in_order() => Agree(
        """
        S s = default;
        ints[0] = s.X + s.Next * 10 + s.X * 100 + s.Next * 1000;
        ints[1] = s.X * 10 + Both(s.Next, s.X);
        """,
        "[Device] static int Both(int a, int b) => a * 100 + b * 1000;",
        "[Device] public partial struct S { public int X; [Device] public int Next => ++X; }");

    [TestMethod]
    public void What_a_guard_changes_is_read_before_it() => Agree(
        """
        int a = 1, b = ints[0];
        ints[0] = a + (b switch { > 0 when Bump(ref a) > 0 => 1, _ => 2 });
        ints[1] = a * 100 + (b switch { < 5 when Bump(ref a) > 12 => 1, _ => a });
        """,
        "[Device] static int Bump(ref int x) => x += 10;");

    [TestMethod]
    public void A_loop_goes_through_the_span_it_began_with() => Agree(
        "var a = ints.Slice(0, 4); ints[7] = Sum(ref a, ints.Slice(4, 2));",
        """
        [Device] static int Sum(ref Span<int> s, Span<int> other)
        {
            int sum = 0;
            foreach (int x in s) { s = other; sum = unchecked(sum * 31 + x); }
            return sum;
        }
        """);

    [TestMethod]
    [DataRow("byte")]
    [DataRow("sbyte")]
    [DataRow("short")]
    [DataRow("uint")]
    [DataRow("int")]
    [DataRow("ulong")]
    public void An_enum_overflows_as_its_numbers_do(string underlying) => Agree(
        """
        Mode m = Mode.Last;
        int k = (ints[0] & 15) + 1;
        m = m + k; ints[1] = (int)m;
        m = Mode.None; m -= 2; ints[2] = (int)m;
        m = 3 + m; ints[3] = (int)(m - Mode.Last); m ^= Mode.Last; ints[4] = (int)m;
        """.Replace("+ k", $"+ ({underlying})k", StringComparison.Ordinal),
        types: $"[Device] public enum Mode : {underlying} {{ None, Last = {underlying}.MaxValue }}");

    [TestMethod]
    public void An_extension_changes_the_very_place() => Agree(
        "int a = 1; a.Bump(3); ints[0] = a; ints[1].Bump(1); ints[2] = a.Get() + ints[1].Get();",
        """
        [Device] static void Bump(this ref int x, int by) => x = unchecked(x + by);
        [Device] static int Get(this in int x) => x & 255;
        """);

    [TestMethod]
    public void An_element_is_found_before_its_span_changes() => Agree(
        """
        var a = ints.Slice(0, 2);
        var b = ints.Slice(4, 2);
        ints[5] &= 15; ints[2] &= 7; b[0] = 3;
        a[0] = (a = b)[1];
        a[0] += (a = ints)[2];
        a[7] = Other(ref a, b);
        """,
        "[Device] static int Other(ref Span<int> a, Span<int> b) { a = b; return 5; }");

    [TestMethod]
    public void A_reference_decides_between_overloads_only_where_it_differs() => Agree(
        """
        int a = ints[0];
        long b = a;
        ints[0] = F(ref a, a); ints[1] = G(ref a, a) + G(ref b, a); ints[2] = F(ref a, a, 3);
        """,
        """
        [Device] static int F(ref int a, long b) => 1;
        [Device] static int F(ref int a, double b) => 2;
        [Device] static int F(ref int a, double b, byte c) => c;
        [Device] static int G(ref int a, long b) => 10;
        [Device] static int G(ref long a, double b) => 20;
        """);

    [TestMethod]
    public void A_span_that_becomes_read_only_chooses_an_overload() => Agree(
        """
        ReadOnlySpan<int> r = ints;
        ints[0] = F(ints); ints[1] = F(floats); ints[2] = G(ints); ints[3] = G(r);
        """,
        """
        [Device] static int F(ReadOnlySpan<int> a) => 1;
        [Device] static int F(ReadOnlySpan<float> a) => 2;
        [Device] static int G(Span<int> a) => 1;
        [Device] static int G(ReadOnlySpan<int> a) => 2;
        """,
        areas: "float");

    [TestMethod]
    public void Elements_of_a_pack_that_is_only_read_are_read() => Agree(
        """
        Pack<float> p = default;
        p[1] = 5f;
        Holder h = default;
        h.P = p;
        floats[0] = F(p); floats[1] = h.At(1); floats[2] = G(Singles<float>.FromPack(p));
        """,
        """
        [Device] static float F(in Pack<float> p) => p[1];
        [Device] static float G(in Singles<float> p) => p[1];
        """,
        """
        [Device] public partial struct Holder
        {
            public Pack<float> P;
            [Device] public readonly float At(int i) => P[i];
        }
        """,
        "float");

    [TestMethod]
    public void Static_members_of_a_generic_struct_are_called() => Agree(
        """
        var p = Pair<int>.Make(3);
        ints[0] = p.A + p.B + Pair<float>.Size + Pair<int>.Two + Pair<int>.First(p) + G(5);
        ints[1] = Pair<Pair<int>>.Make(p).B.A;
        """,
        "[Device] static T G<T>(T v) where T : unmanaged => Pair<T>.With<int>(v, 3).A;",
        """
        [Device] public partial struct Pair<T>(T a, T b) where T : unmanaged
        {
            public T A = a, B = b;
            public const int Two = 2;
            [Device] public static Pair<T> Make(T x) => new Pair<T>(x, x);
            [Device] public static int Size => Two;
            [Device] public static T First(Pair<T> p) => Make(p.A).A;
            [Device] public static Pair<T> With<U>(T v, U u) where U : unmanaged => new Pair<T>(v, v);
        }
        """);

    [TestMethod]
    public void Letters_outside_ASCII_make_names() => Agree(
        "int π = 3; ints[0] = Größe(π) + Konstanten.Höhe;",
        "[Device] static int Größe(int ä) => ä + 1;",
        "public static class Konstanten { public const int Höhe = 7; }");

    [TestMethod]
    public void A_comment_that_ends_with_a_backslash_ends() => Agree(
        "ints[0] = Half(ints[0]);",
        """
        /// <summary>What stands before \</summary>
        [Device] static int Half(int x) => x / 2;
        """);

    [TestMethod]
    public void A_struct_that_is_made_for_nothing_declares_nothing() => Agree(
        """
        int a = ints[1] & 7;
        if (a >= 0) { _ = new S(a); ints[0] = a + 1; }
        new S(a); ints[1] = a; _ = new S(a++); ints[2] = a;
        """,
        types: "[Device] public partial struct S(int x) { public int X = x; }");

    [TestMethod]
    public void Overloads_have_units_of_their_own() => Agree(
        "ints[0] = F(default(One.Pair)) + F(default(Two.Pair)) + G(1) + G<float>(1) + G<int, int>(1);",
        """
        [Device] static int F(One.Pair p) => 1;
        [Device] static int F(Two.Pair p) => 20;
        [Device] static int G(int x) => 100;
        [Device] static int G<T>(int x) where T : unmanaged => 2000;
        [Device] static int G<T, U>(int x) where T : unmanaged where U : unmanaged => 30000;
        """,
        """
        public static partial class One { [Device] public partial struct Pair { public int A; } }
        public static partial class Two { [Device] public partial struct Pair { public float A; } }
        """);

    [TestMethod]
    public void A_function_is_not_found_by_its_arguments() => Agree(
        """
        Other.P p = default;
        ints[0] = Other.Step(1, p) + Step(ints[2], p) + Other.Same(p) + Same(p);
        bFloat16s[0] = Clamp(bFloat16s[0], bFloat16s[1], bFloat16s[2]);
        ints[1] = Math.Clamp(ints[1], 1, 5);
        """,
        """
        [Device] static int Step(long k, Other.P p) => 2;
        [Device] static int Same(Other.P p) => 20;
        [Device] static T Clamp<T>(T v, T lo, T hi) where T : unmanaged
            => Element.ToSingle(v) < Element.ToSingle(lo) ? lo : Element.ToSingle(hi) < Element.ToSingle(v) ? hi : v;
        """,
        """
        public static partial class Other
        {
            [Device] public partial struct P { public int X; }
            [Device] public static int Step(int k, P p) => 100;
            [Device] public static int Same(P p) => 1000;
        }
        """,
        "BFloat16");

    [TestMethod]
    public void A_generic_function_calls_its_own_class_whatever_it_is_made_for() => Agree(
        "Others.Value value = new() { Number = ints[1] }; ints[0] = Others.Next(value) + Twice(value);",
        members: """
        [Device] static int Next<T>(T value) where T : unmanaged => 1;
        [Device] static int Twice<T>(T value) where T : unmanaged => 10 * Next(value);
        """,
        types: """
        public static partial class Others
        {
            [Device] public partial struct Value { public int Number; }
            [Device] public static int Next<T>(T value) where T : unmanaged => 2;
        }
        """);

    [TestMethod]
    public void A_value_that_is_handed_on_by_reference_is_a_copy() => Agree(
        """
        S s = default; s.P = 3; ints[0] = F(s.P, ref s);
        int a = 4, b = 5; ints[1] = G(ints[3] > 0 ? a : b, ref a, ref b);
        a = 4; ints[2] = G((int)a, ref a, ref b); a = 4; ints[3] = G(+a, ref a, ref b);
        ints[4] = G(a = 7, ref a, ref b); ints[5] = G(++a, ref a, ref b);
        ints[6] = G(a, ref a, ref b); ints[7] = G(in a, ref a, ref b);
        """,
        """
        [Device] static int F(in int x, ref S s) { s.P = 50; return x; }
        [Device] static int G(in int x, ref int a, ref int b) { a = 70; b = 80; return x; }
        """,
        "[Device] public partial struct S { public int P { get; set; } }");

    [TestMethod]
    public void A_constant_does_not_hide_a_type_of_its_name() => Agree(
        "ints[0] = default(S).Get();",
        types: """
        [Device] public partial struct Pair { public int A; }
        [Device] public partial struct S
        {
            public const int Pair = 3;
            public int Q;
            [Device] public readonly int Get() { Pair p = default; p.A = Pair; return p.A + Q; }
        }
        """);

    // Of a span that is a variable C# holds the address while it evaluates the index, and the element while it evaluates
    // what is assigned.
    [TestMethod]
    [DataRow("s[Skip(ref s)] = 7;")]
    [DataRow("s[Skip(ref s)] += 7;")]
    [DataRow("s[0] = s[Skip(ref s)];")]
    [DataRow("s[ints[7] >= 0 ? Skip(ref s) : Skip(ref s) + 1] = 7;")]
    [DataRow("s[(ints[7] >= 0 ? Skip(ref s) : 1)] = ints[7] > 3 ? 7 : 8;")]
    [DataRow("k = s[unchecked(ints[7] >= 0 ? Skip(ref s) : 1)];")]
    [DataRow("s[0] = Skip(ref s) + 5;")]
    [DataRow("s[0] = (Skip(ref s) + 5);")]
    [DataRow("s[0] = ((s = s.Slice(1))[0] ^ 5);")]
    [DataRow("s[0] = unchecked((s = s.Slice(2))[0] + 5);")]
    [DataRow("s[0] ^= (Skip(ref s) + 1);")]
    [DataRow("s[0] = (s.Hop() + 1);")]
    [DataRow("s[0] = ints[7] > 3 ? (s = s.Slice(2))[0] ^ 5 : s.Hop();")]
    [DataRow("s[0] = s[1] = (Skip(ref s) + 5);")]
    [DataRow("s[0] = (s[1] = Skip(ref s) + 5);")]
    [DataRow("(s[0], k) = ((s = s.Slice(1))[0] ^ 5, 3);")]
    [DataRow("(s[0], s[1]) = (Skip(ref s) + 3, 9);")]
    [DataRow("(k, (s[0], s[2])) = (Skip(ref s) + 3, (9, ints[7] > 3 ? 1 : 2));")]
    public void An_operand_may_change_the_span_that_it_stands_in(string statement) => Agree(
        $"int k = 0; Span<int> s = ints.Slice(0); {statement} s[0] ^= 64; ints[7] = k;",
        """
        [Device] static int Skip(ref Span<int> s)
        {
            s = s.Slice(1);
            return 0;
        }
        """,
        """
        public static partial class Spans
        {
            [Device] public static int Hop(this ref Span<int> s)
            {
                s = s.Slice(1);
                return 0;
            }
        }
        """);

    [TestMethod]
    public void A_cast_of_a_tuple_wraps_as_its_elements_would() => Agree("""
        var cut = ((byte, short))(ints[0], ints[1]);
        var pair = (ints[2], (long)ints[3] * 3_000_000_000L);
        var (low, high) = ((sbyte, int))pair;
        ints[4] = cut.Item1 ^ cut.Item2 ^ low ^ high;
        ints[5] = ints[0] / 2 + ints[1] / 2;
        """);

    [TestMethod]
    public void What_cannot_overflow_may_stand_in_a_checked_context() => Agree(
        """
        checked
        {
            byte b = 200;
            b /= 2;
            b >>>= 1;
            b &= 63;
            var pair = (ints[0], ints[1]);
            var wide = ((long, float))pair;
            ints[2] = b + (int)(Level.High - Level.Low);
            ints[3] = unchecked((int)wide.Item1) ^ unchecked((int)(float)(BFloat16)(double)wide.Item2);
        }
        """,
        types: "[Device] public enum Level : byte { Low = 1, High = 4 }");
}
