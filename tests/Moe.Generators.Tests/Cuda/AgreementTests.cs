namespace Moe.Generators.Tests.Cuda;

/// <summary>The same functions as C# and as emitted text give the same results.</summary>
[TestClass]
public sealed class AgreementTests
{
    private static void Agree(string members) => HostProgram.AgreesWithCSharp($$"""
        namespace App;
        [Device] public enum Mode : byte { Slow = 1, Fast = 2, Both = 3 }
        [Device] public partial record struct Pair(int Left, float Right);
        [Device] public partial struct Counter(int start)
        {
            public int Steps;
            public int Twice { get; set; } = start * 2;
            [Device] public int Next() { Steps++; start += Steps; return start; }
            [Device] public readonly int Sum => start + Steps;
            [Device] public readonly int Peek() => Next() + start;
        }
        public static class Program
        {
            {{members}}
        }
        """);

    [TestMethod]
    public void Operands_are_evaluated_left_to_right() => Agree("""
        [Device] static long Bump(Span<long> s) { s[255]++; return s[255]; }
        [Device] static int Two(int a, int b) => a * 10 + b;
        [Device] public static void Run(Span<long> r)
        {
            r[0] = r[255] + Bump(r) * 2 + r[255];
            r[1] = Bump(r) - Bump(r);
            int i = 3;
            r[2] = i + i++ * i-- - --i;
            r[i] = i++;
            r[i++] = i;
            r[i++] += Bump(r);
            r[255] += Bump(r);
            int k = 10;
            k += k++ + ++k;
            r[6] = k;
            int a, b;
            a = b = k + 1;
            r[7] = a + b;
            r[8] = (a = 5) + a * (b = a + 1) + b;
            r[9] = Two(b: i++, a: i);
            bool t = r[255] > 100 && (k = 7) == 7 || (k = 9) == 9;
            r[10] = k + (t ? 1 : 0);
            r[11] = (k > 0 ? i++ : i--) + i;
            r[12] = (k < 0 ? (k = 4) : (k = 6)) + k;
            r[13] = Two(k++, k++) + k;
            r[14] = r[13] = 77;
            r[(int)(Bump(r) + 10)] = r[255]++ + r[255];
        }
        """);

    [TestMethod]
    public void Patterns_name_what_they_match() => Agree("""
        [Device] static int Next(Span<long> s) => (int)s[255]++;
        [Device] static Pair Make(Span<long> s) => new(Next(s), 2.5f);
        [Device] static int Two(int a, int b, int c) => (a * 100 + b) * 100 + c;
        [Device] static int Whole(int x)
        {
            switch (x) { case int q when q > 3: q++; return q; case < 0: return 7; case var z: return z * 2; }
        }
        [Device] static int Truth(bool b) { switch (b) { case true: return 1; case false: return 2; } }
        [Device] static int Kind(Pair p) => p switch
        {
            (0, _) => 1,
            { Left: > 10 and var left, Right: var right } when right > left => left,
            { Left: 3 or 4 } same and not { Right: 0f } => same.Left * 10,
            (var left, > 2f) when left is not (5 or 6) and var copy && copy < 9 => copy + 500,
            var (left, right) => -left + (int)right,
        };
        [Device] public static void Run(Span<long> r)
        {
            int i = 3;
            if (i is int m && m > 2) r[0] = m++ + i * m;
            if (Next(r) is >= 0 and var n) r[1] = n + 10;
            if (i < 0 && r[1000] is var beyond) r[2] = beyond;
            r[2] += i > 2 && Next(r) is var found && found == 1 ? found * 5 : -1;
            if (Next(r) is not (> 1 and var y)) return;
            if (i < 0 || Next(r) is not (> 2 and var lazy)) return;
            r[3] = y + lazy;
            while (Next(r) is var k && k < 6) r[4] += k;
            while (Next(r) is < 10 and var k) r[5] += k;
            for (int t = Make(r) is (var f, > 2f) ? f : 0; t is > 0 and var left && left > Next(r) - 13; t--) r[6] += left;
            r[7] = Two(Next(r) is var a ? a : 0, a, a = 5) + a;
            r[8] = Two(i++, i is var b ? b : 0, b);
            r[9] = i > 0 && Make(r) is { Left: var p1, Right: > 1f } whole ? p1 * 10 + whole.Left : 0;
            r[10] = i > 100 || Make(r) is (_, var h) && h > 2f ? 5 : 6;
            for (int j = 0; j < 12; j++)
                r[11] = r[11] * 3 + Kind(new Pair(j, j % 3)) + Whole(j - 3) + Truth(j > 3);
            r[12] = r switch { { Length: > 200 and var length } => length, _ => 0 };
            Mode mode = Mode.Fast;
            r[13] = mode is (Mode.Slow or Mode.Fast) and var same ? (int)same : 9;
            r[14] = (float)i is (float.NaN or > 2f) and < 100f and var wide ? (long)wide : 3;
            r[15] = Next(r) is int ? 1 : 0; r[16] = r[255];
        }
        """);

    [TestMethod]
    public void Tuples_are_made_compared_and_taken_apart() => Agree("""
        [Device] static int Next(Span<long> s) => (int)s[255]++;
        [Device] static (int Sum, float Mean) Total(int a, int b) => (a + b, (a + b) / 2f);
        [Device] static ((int, long) First, Pair Second) Nested(int a) => ((a, a * 10L), new Pair(a + 1, a));
        [Device] static T Pick<T>(bool first, T a, T b) where T : unmanaged => first ? a : b;
        [Device] static void Grow(ref (int, long) t, out (int A, int B) two) { t.Item1++; t.Item2 *= 2; two = (t.Item1, 9); }
        [Device] static int Order(Span<long> s, int at) { s[254] = s[254] * 10 + at; return at; }
        [Device] public static void Run(Span<long> r)
        {
            int a = 1, b = 2, c = 3;
            (a, b) = (b, a); r[0] = a * 10 + b;
            (a, b, c) = (b, c, a); r[1] = a * 100 + b * 10 + c;
            r[2] = 5; r[3] = 7; (r[2], r[3]) = (r[3], r[2]);
            (a, r[a]) = (4, 44); r[5] = a;
            int at = 6; (at, r[at++], r[at]) = (9, at, at + 1); r[8] = at;
            (r[Order(r, 1) + 100], r[Order(r, 2) + 100], _) = (Order(r, 3), Order(r, 4), Order(r, 5)); r[9] = r[254];
            var (sum, mean) = Total(3, 4); r[10] = sum + (long)(mean * 10);
            (long wide, double real) = (sum, mean); r[11] = wide + (long)real;
            var ((x, y), (left, right)) = Nested(5); r[12] = x + y + left + (long)right;
            (int d, (_, var e)) = (Next(r), Nested(7).First); r[13] = d + e;
            (a, _) = (Next(r), Next(r)); r[14] = r[255];
            var t = Total(1, 2); t.Sum += 4; t.Mean = 0.5f; (t.Sum, b) = (b, t.Sum); r[15] = t.Sum * 100 + b + (long)(t.Item2 * 2);
            (long, (double, short) Inner) u = (a, (b, 3)); u.Inner.Item2++; var w = u with { Item1 = 8 }; u.Inner = (1.5, 2);
            r[16] = w.Item1 + u.Inner.Item2 + (long)(w.Inner.Item1 * 10);
            r[17] = (a, b) == (c, 2L) ? 1 : 2; r[18] = u != w ? 1 : 2; r[19] = Total(1, 3) == (4, 2.0) ? 1 : 2;
            r[20] = (Next(r) + 1000, Next(r)) == (1, Next(r)) ? 1 : r[255];
            float nan = float.NaN, other = float.NaN;
            r[21] = (nan, 1) == (other, a) ? 1 : 2; r[22] = (nan, a) != (other, a + 1) ? 1 : 2;
            r[23] = (new Pair(1, 2f), Mode.Fast, true) == (new Pair(1, 2f), Mode.Fast, b > 0) ? 1 : 2;
            var inner = (a, b); r[24] = ((a, b), c) == (inner, a + 5) || (inner, c) != ((a, b + 1), 3L) ? 1 : 2;
            var picked = Pick(a > 100, (1, 2f), (a, 3f)); r[25] = picked.Item1 + (long)picked.Item2;
            (int, long) grown = (3, 4); Grow(ref grown, out var two); r[26] = grown.Item1 + grown.Item2 + two.A * two.B;
            r[27] = (a > b, c) switch { (true, > 2 and var n) => n, (false, var n) when n > 1 => n * 2, var (p, n) => p ? n : -n };
            r[28] = Nested(4) is ((> 3, var z), { Left: 5 }) && z > 3 ? z : 0;
            (int, int) none = default; r[29] = none.Item1 + none.Item2 + new ValueTuple<int, int>(3, 4).Item2;
            for (int i = 0, j = 10; i < j; (i, j) = (i + 1, j - 2)) r[30] += i * j;
            (a, b) = a > 0 ? (b, a) : (a, b); r[31] = a - b;
            Span<Pair> none2 = default; foreach (var (l, _) in none2) r[32] += l;
            (byte small, char letter) = ((byte)200, 'x'); (small, letter) = ((byte)(small + 100), (char)(letter + 1)); r[33] = small + letter;
        }
        """);

    [TestMethod]
    public void Local_functions_share_the_variables_around_them() => Agree("""
        const int Tile = 7;
        [Device] static int Step(int a) => a + 1000;
        [Device] static int Early(int a)
        {
            if (a > 3)
                return Twice(a) + Rest();
            int sum = a;
            AddUp(2); AddUp(3);
            return sum;
            static int Twice(int v) => v * 2 + Tile;
            void AddUp(int v) => sum = sum * 10 + Twice(v);
            int Rest() { const int three = 3; return a + three; }
        }
        [Device] public static void Run(Span<long> r)
        {
            int a = 3, calls = 0;
            Pair pair = new(1, 2f);
            r[0] = a + Inc() + a * Inc() + a;
            r[1] = (a = 10) + Inc() + a;
            r[Inc()] = Inc() + a;
            r[2] = Inc() > 100 && Inc() > 0 || Inc() < 1000 ? a : -a;
            r[3] = Grow(ref a, out int more, pair) + a + more;
            (a, calls) = (calls, Inc()); r[4] = a * 100 + calls;
            r[5] = Early(2) * 10000 + Early(9);
            for (int i = 0; i < 4; i++)
            {
                int inner = i;
                if (i > 1) Bump(10);
                Bump(i);
                r[6] = r[6] * 7 + inner + Step(i);
                void Bump(int by) { inner += by + i; calls++; if (inner > 20) return; pair.Left += inner; }
                int Step(int v) => v * 2 + Inc();
            }
            r[7] = calls * 1000 + pair.Left;
            r[8] = Step(1) + Program.Step(2);
            switch (a) { default: int local = a; r[9] = Next(3) + Next(4); break; int Next(int v) => local += v; }
            var (low, high) = Split(1234); r[10] = low * 100000 + high;
            r[11] = Pick(r[0] > 0, a, calls) + (Find(r, 3) is > 0 and var found ? found : -1);
            int Inc() { calls++; return ++a; }
            int Grow(ref int x, out int y, in Pair p) { x += p.Left; y = x * 2; return Inc() + y; }
            (int Low, int High) Split(int v) => (v % 100, v / 100);
            static int Pick(bool first, int x, int y) => first ? x : Math.Min(x, y);
            static int Find(Span<long> s, int v) { for (int i = 0; i < s.Length; i++) { if (s[i] == v) return i; } return 0; }
        }
        """);

    [TestMethod]
    public void Packs_hold_their_elements_in_variables() => Agree("""
        [Device] static Pack<short> Reversed(Pack<short> pack)
        {
            Pack<short> result = default;
            for (int i = 0; i < Pack<short>.Length; i++)
                result[Pack<short>.Length - 1 - i] = pack[i];
            return result;
        }
        [Device] public static void Run(Span<long> r)
        {
            Pack<BFloat16> pack = default;
            for (int i = 0; i < Pack<BFloat16>.Length; i++)
                pack[i] = (BFloat16)(i * 1.3f - 3f);
            Singles<BFloat16> wide = Singles<BFloat16>.FromPack(pack);
            Singles<BFloat16> copy = wide;
            int k = 0;
            wide[k++] = k;
            wide[k++] += wide[k] * 100f;
            wide[k] = k > 5 ? wide[0] : wide[k + 1] + copy[k];
            wide[k + 1]++;
            wide[7] = (wide[6] = 5f) + wide[5];
            Pack<BFloat16> rounded = Singles<BFloat16>.ToPack(wide);
            for (int i = 0; i < 8; i++)
            {
                r[i] = BitConverter.SingleToInt32Bits(wide[i]);
                r[8 + i] = BitConverter.SingleToInt32Bits(copy[i]);
                r[16 + i] = BitConverter.SingleToInt32Bits((float)rounded[i]);
                r[32 + i] = BitConverter.SingleToInt32Bits(Singles<BFloat16>.Add(wide, copy)[i]);
            }
            Pack<short> shorts = default;
            shorts[3] = 7; shorts[3] *= 5; shorts[4] = (short)(shorts[3]++ + shorts[3]);
            for (int i = 0; i < 8; i++)
                r[24 + i] = Reversed(shorts)[i];
            for (int i = 0; i < 8; i++)
                r[41 + i] = BitConverter.SingleToInt32Bits(Singles<BFloat16>.Multiply(wide, 0.3f)[i]);
            r[40] = Pack<float>.Length * 1000 + Pack<double>.Length * 100 + Pack<byte>.Length;
        }
        """);

    [TestMethod]
    public void Integers_compute_as_in_CSharp() => Agree("""
        [Device] static int Shift(int v, int n) => (v << n) ^ (v >> n) ^ (v >>> n);
        [Device] static long ShiftLong(long v, int n) => (v << n) ^ (v >> n) ^ (v >>> n);
        [Device] static uint ShiftUnsigned(uint v, int n) => (v << n) ^ (v >> n) ^ (v >>> n);
        [Device] static int Wrap(int a, int b) => unchecked(a * b + a - b);
        [Device] static long WrapLong(long a, long b) { unchecked { a *= b; a += 1; a++; return -a; } }
        [Device] static int Small(byte a, sbyte b, ushort c, short d, char e)
        {
            a += 200; b--; c <<= 3; d >>= 1; e++;
            a = (byte)(a * 3); sbyte f = (sbyte)(a + b); d >>>= 2;
            return a + b * c - d + e + f + -a + ~b;
        }
        [Device] public static void Run(Span<long> r)
        {
            r[0] = Shift(-12345, 35); r[1] = Shift(int.MinValue, -1); r[2] = Shift(77, 0);
            r[3] = ShiftLong(-12345678901234, 67); r[4] = ShiftLong(long.MinValue, -3);
            r[5] = ShiftUnsigned(0xF0000001, 33);
            r[6] = Wrap(int.MaxValue, 12345); r[7] = Wrap(int.MinValue, -7);
            r[8] = WrapLong(long.MaxValue, 3); r[9] = Small(100, -128, 65535, -32768, 'A');
            int a = -7; uint u = 5; long l = -1; ulong ul = 3;
            r[10] = a / 2; r[11] = a % 3; r[12] = a + u; r[13] = -u; r[14] = (long)(u - 6); r[15] = a < u ? 1 : 0;
            r[16] = l < u ? 1 : 0; r[17] = (int)l; r[18] = (byte)a; r[19] = unchecked((sbyte)200);
            r[20] = (ushort)l; r[21] = (long)(ul - 4);
            r[22] = (char)(a + 70000); r[23] = (uint)a; r[24] = (long)(ulong)l; r[25] = (int)(u << 31);
            int n = 40; r[26] = 1 << n; n <<= 33; r[27] = n; u >>= 33; r[28] = u; l >>>= 60; r[29] = l;
            a &= 0xff; a |= 0x100; a ^= 3; r[30] = a; bool p = a > 3, q = p & a < 5 | !p ^ true;
            q &= p; r[31] = q ? 1 : 0;
            r[32] = int.MinValue; r[33] = long.MinValue; r[34] = 9223372036854775807; r[35] = a - -3 - (-a); r[36] = ~a;
            Mode m = Mode.Slow; m |= Mode.Fast; r[37] = (int)m; r[38] = m == Mode.Both ? 1 : 0;
            r[39] = (int)(m & Mode.Fast);
            r[40] = (int)(Mode)2; r[41] = m > Mode.Fast ? 5 : 6; r[42] = (int)~Mode.Slow;
            r[43] = (int)(m - 1); r[44] = (int)(Mode)77;
            a = 5; unchecked { a -= int.MaxValue; a -= 100; } r[45] = a;
            unchecked { int old = a--; r[46] = old + (long)--a + a++; }
            r[47] = Math.Min(a, 3) > 2 && Math.Max(ul, 9ul) > 3 ? Math.Abs(a) : 0;
            r[48] = BitOperations.PopCount(0xF0F0u) + BitOperations.LeadingZeroCount(0u) * 100
                + BitOperations.TrailingZeroCount(0ul) * 10000;
            r[49] = BitOperations.LeadingZeroCount(1ul) + BitOperations.TrailingZeroCount(8)
                + BitOperations.TrailingZeroCount(-8L);
            r[50] = BitOperations.RotateLeft(0x80000001u, 33) + BitOperations.RotateRight(0x80000001u, 1);
        }
        """);

    [TestMethod]
    public void Left_shifts_reach_the_sign() => Agree("""
        const int Tile = 3;
        const long Wide = 5;
        [Device] public static void Run(Span<long> r)
        {
            int n = 31, negative = -3; long wide = -7; short small = -5; ushort large = 65535; sbyte tiny = -1; uint u = 3;
            r[0] = 1 << n; r[1] = -1 << 3; r[2] = negative << n; r[3] = 3 << n; r[4] = wide << 62; r[5] = 1L << 63;
            r[6] = -1L << n; r[7] = small << 30; r[8] = large << n; r[9] = Tile << 2; r[10] = Tile << 31; r[11] = Wide << n;
            r[12] = Wide << 62; r[13] = u << n; r[14] = 1u << n; r[15] = ((1 << n) ^ 1) >> 4; r[16] = Tile << n;
            negative <<= 30; wide <<= 61; small <<= 13; large <<= n; tiny <<= 7; u <<= n; r[negative & 1] <<= 2; r[20] = 9;
            r[17] = negative; r[18] = wide; r[19] = small; r[20] <<= 61; r[21] = large; r[22] = tiny; r[23] = u;
            r[24] = BitOperations.RotateLeft(0x80000001u, int.MinValue) + BitOperations.RotateRight(3u, int.MinValue + 5);
            r[25] = (long)(BitOperations.RotateLeft(7ul, int.MinValue + 1) ^ BitOperations.RotateRight(7ul, int.MinValue));
            r[26] = BitOperations.RotateRight(0x80000003u, -3) ^ BitOperations.RotateLeft(0x80000003u, -3);
            r[27] = (long)(BitOperations.RotateRight(3ul, 63) ^ BitOperations.RotateLeft(3ul, 0));
        }
        """);

    [TestMethod]
    public void Constants_of_one_name_are_kept_apart() => Agree("""
        static class Fault { public const int None = 4, Tile = 5, Hidden = 6; }
        static class Field { public const long None = 7; public const byte Tile = 8; }
        const int None = 9, Hidden = 10;
        [Device] public static void Run(Span<long> r)
        {
            int Hidden = 11, Fault_Hidden = 12;
            r[0] = None; r[1] = Fault.None * Field.None; r[2] = Fault.Tile << Field.Tile;
            r[3] = Program.Hidden * 100 + Hidden + Fault.Hidden * 10000 + Fault_Hidden;
            { const int n = 3; r[4] = n * Fault.None; } { const int n = 5; r[5] = n * Field.None; }
            long wide = None; r[6] = wide + Fault.None;
        }
        """);

    [TestMethod]
    public void Widenings_mean_the_same_unwritten() => Agree("""
        const int Tile = 100000;
        const uint Mask = 0xFFFFFFFF;
        [Device] static int Which(int v) => 1;
        [Device] static int Which(long v) => 2;
        [Device] static long Sum(long a, double b, float c, uint d) => a + (long)b + (long)c + d;
        [Device] static long Bits(double v) => BitConverter.DoubleToInt64Bits(v);
        [Device] public static void Run(Span<long> r)
        {
            int i = 70000, minus = -1; uint u = 7; long l = -5; ulong ul = 9; byte b = 200; sbyte s = -7; short h = -300;
            ushort w = 65000; float f = 0.1f; double d = 0.1; char c = 'x'; bool yes = l < 0;
            r[0] = (long)i * i - minus; r[1] = i * (long)i + u; r[2] = minus + u; r[3] = minus < u ? 1 : 2;
            r[4] = l < u ? 1 : 2; r[5] = l + u * 2L; r[6] = -u + u; r[7] = minus * (u - 8); r[8] = (long)(ul + b * u);
            r[9] = b * w + s * h - c; r[10] = -b + ~w; r[11] = -s; r[12] = l & 0xFF; r[13] = l / 4 + l % 3L;
            r[14] = i * 1L * Tile; r[15] = Tile * (long)Tile; r[16] = l < Tile ? 3 : 4; r[17] = minus & Mask;
            r[18] = Bits(i * 0.5 + f); r[19] = Bits(f * i); r[20] = Bits(f + d); r[21] = Bits(l * f); r[22] = Bits(u / d);
            r[23] = Bits(f * Tile); r[24] = Bits(d % i); r[25] = Bits(f % 3); d %= i; r[26] = Bits(d += f);
            r[27] = yes ? minus : u; r[28] = yes ? l : u; r[29] = (yes ? 1 : 5L) * int.MaxValue; r[30] = yes ? b : s;
            r[31] = i switch { 1 => minus, 70000 => minus, _ => u }; r[32] = (i switch { 0 => 1L, _ => 2L }) * Tile * Tile;
            r[33] = Which(b) * 10 + Which(u) * 100 + Which(i + 1L); r[34] = Sum(i, f, i, b); r[35] = Sum(minus, minus, u, Tile);
            r[36] = Math.Max(i, l) + Math.Min(b, 3L) + (long)Math.Max(f, d); r[37] = l is < 3 and > -9L ? 1 : 2;
            switch (l) { case -5: r[38] = 1; break; case 9999999999: r[38] = 2; break; default: break; }
            switch (b) { case 200: r[39] = 1; break; default: r[39] = 2; break; }
            r[40] = unchecked(l * 3L + 0x7000000000000000); r[41] = minus == u ? 1 : 2; r[42] = 3000000000 > i ? 1 : 2;
            r[43] = (long)(ul * 2 - 20); r[44] = (1L << i) + (i < 5L ? 1 : 2) + (u == Mask ? 1 : 2);
            r[45] = minus > 4294967295 ? 1 : 2; r[46] = i - 2147483648 - minus; r[47] = u + -1; r[48] = Bits(minus * u);
        }
        """);

    [TestMethod]
    public void Floating_point_computes_as_in_CSharp() => Agree("""
        const float Third = 1f / 3f;
        [Device] static long Bits(float v) => float.IsNaN(v) ? -1 : BitConverter.SingleToInt32Bits(v);
        [Device] static long Bits64(double v) => double.IsNaN(v) ? -1 : BitConverter.DoubleToInt64Bits(v);
        [Device] static void Convert(Span<long> r, int at, float f)
        {
            r[at] = (int)f; r[at + 1] = (uint)f; r[at + 2] = (long)f; r[at + 3] = (long)(ulong)f;
            r[at + 4] = (byte)f; r[at + 5] = (short)f; r[at + 6] = (sbyte)f; r[at + 7] = (char)f;
            double d = f; r[at + 8] = (int)d; r[at + 9] = (long)(uint)d; r[at + 10] = (long)d; r[at + 11] = (ushort)d;
        }
        [Device] public static void Run(Span<long> r)
        {
            Convert(r, 0, 3.99f); Convert(r, 12, -3.99f); Convert(r, 24, 3e9f);
            Convert(r, 36, -3e9f); Convert(r, 48, 1e20f);
            Convert(r, 60, float.NaN); Convert(r, 72, float.NegativeInfinity);
            Convert(r, 84, 300.5f); Convert(r, 96, -70000f);
            float a = 0.1f, b = 3f, z = 0f;
            r[110] = Bits(a * b + a); r[111] = Bits(a / b % 0.01f); r[112] = Bits64(a * 2.5 % 0.2); r[113] = Bits(-0f);
            r[114] = Bits(1e-45f); r[115] = Bits(float.MaxValue); r[116] = Bits64(double.Epsilon);
            r[117] = Bits64(1.0 / 3);
            r[118] = Bits(Math.Min(z, -z)); r[119] = Bits(Math.Max(float.NaN, a)); r[120] = Bits(MathF.Min(a, -b));
            r[121] = Bits(z / z); r[122] = Bits(1 / z); r[123] = Bits(Third * b); r[124] = Bits((float)123456789);
            r[125] = Bits((float)(double)0.1); r[126] = Bits((float)16777217L); r[127] = Bits(float.PositiveInfinity);
            r[128] = Bits(MathF.Sqrt(b)); r[129] = Bits(MathF.FusedMultiplyAdd(a, b, -0.3f));
            r[130] = Bits(MathF.Floor(-a));
            r[131] = Bits(MathF.Abs(-a) + MathF.Ceiling(a) + MathF.Truncate(-b)); r[132] = Bits(uint.MaxValue * 1f);
            r[133] = Bits(a++); r[134] = Bits(--a); a %= 0.03f; r[135] = Bits(a); r[136] = a is float.NaN ? 1 : 2;
            r[137] = z == -z ? 1 : 0; r[138] = (z / z) != (z / z) ? 1 : 0;
            r[139] = !(z / z < 1f) ? 1 : 0; r[140] = Bits(1234567.9f);
            r[141] = Bits64(1e300); r[142] = Bits((float)ulong.MaxValue); r[143] = Bits64((double)long.MinValue);
            r[144] = Bits((float)(BFloat16)1.00390625f); r[145] = (int)(BFloat16)3.7f;
            r[146] = Element.FromSingle<float>(2) == 2 ? 3 : 4;
        }
        """);

    [TestMethod]
    public void Statements_run_as_in_CSharp() => Agree("""
        [Device] static bool Count(Span<long> r, ref int n) { n++; r[200]++; return n < 5; }
        [Device] static void Split(int v, out int high, out int low) { high = v / 10; low = v % 10; }
        [Device] static int Grade(int v)
            => v switch { < 0 => -1, 0 => 0, 1 or 2 or 3 => 1, > 10 and < 20 => 2, not 100 => 3, _ => 4 };
        [Device] static int Name(Mode m)
        {
            switch (m) { case Mode.Slow: case Mode.Fast: return 1; case Mode.Both: break; default: return 9; }
            return 2;
        }
        [Device] static int Ranges(int v)
        {
            int sum = 0;
            for (int i = 0; i < 6; i++)
            {
                switch (v + i)
                {
                    case < 2: sum += 1; break;
                    case 3 when sum > 1: sum += 10; continue;
                    case > 4: int local = i; sum += local; break;
                    default: sum += 100; break;
                }
                sum += 1000;
            }
            return sum;
        }
        [Device] static T Pick<T>(bool first, T a, T b) where T : unmanaged { if (first) return a; else return b; }
        [Device] static int int4(int typename, int warpSize) => typename - warpSize;
        [Device] static float exp(float log) => MathF.Exp(log) * 0 + log;
        [Device] public static void Run(Span<long> r)
        {
            int n = 0;
            while (Count(r, ref n)) { if (n == 2) continue; r[0] += n; }
            n = 0;
            do { r[1] += n; if (n == 3) continue; r[2]++; } while (Count(r, ref n) && (n += 0) < 5);
            for (int i = 0, j = 10; i < j; i++, j--) { if (i == 2) continue; r[3] += i * j; }
            n = 0;
            for (int i = 0; (i = i + 1) < 6; n = i) { if (i == 3) continue; r[4] += i + n; }
            int m = 0;
            for (n = 0, m = 1; n < 4; n = m = m + 1) { if (n == 2) continue; r[5] += n; }
            for (; ; ) { if (n++ > 10) break; }
            r[6] = n;
            foreach (var value in r.Slice(0, 7)) { if (value == 0) continue; r[7] += value; }
            ReadOnlySpan<long> view = r; foreach (long value in view.Slice(3)) r[8] ^= value;
            Split(47, out int high, out var low); r[9] = high * 100 + low;
            for (int i = -2; i < 25; i++) r[10] = r[10] * 3 + Grade(i);
            r[11] = Grade(100); r[12] = Name(Mode.Fast) + Name(Mode.Both) * 10 + Name((Mode)8) * 100;
            r[13] = Ranges(0) + Ranges(-3) * 7;
            r[14] = Pick(true, 3, 4) + Pick<long>(false, 5, 6); r[15] = int4(9, 4);
            var p = new Pair(3, 0.5f); var q = p with { Left = 4 };
            r[16] = q.Left + (p == q ? 1 : 0) + (p != q ? 10 : 0) + (p == new Pair(3, .5f) ? 100 : 0);
            q.Left += 2; q = new Pair { Right = float.NaN };
            r[17] = q.Left + (q == q with { } ? 5 : 6);
            r[18] = p is { Left: > 2, Right: 0.5f } ? 1 : 0;
            var c = new Counter(5); r[19] = c.Next() + c.Next() * c.Steps + c.Sum + c.Twice;
            var d = c; d.Next(); r[20] = c.Sum + d.Sum * 1000;
            r[33] = c.Steps * 100 + c.Next() * c.Steps + c.Peek() + c.Sum;
            Split(12, out _, out int max); int index = max, log = 2;
            r[34] = index + log + (int)exp(3);
            const int local = 4; r[21] = local * 3; int x = 1;
            { int y = 2; x += y; } { int y = 3; x *= y; } r[22] = x; ;
            r[23] = n > 3 ? n < 100 ? 1 : 2 : 3;
            if (n > 3) { if (n < 0) r[24] = 1; } else r[24] = 2; if (n < 0) r[25] = 1;
            else if (n == 12) r[25] = 2; else { r[25] = 3; n = 1; }
            r[26] = default(Pair).Left + default(int); r[27] = view.IsEmpty ? 1 : view[4] > 0 ? 2 : 3;
            r[29] = p is { Left: 3 } and not { Right: 4 } ? 1 : 2; r[30] = sizeof(long);
            r[31] = x switch { 9 => Grade(x++), _ => x += 2 } + x; bool done = false;
            while (!done) { switch (x) { case > 20: done = true; break; default: x += 5; break; } } r[32] = x;
        }
        """);

    [TestMethod]
    public void Halves_convert_and_compute_as_in_CSharp() => Agree("""
        [Device] static long Bits(Half v) => v != v ? 0x7fff : BitConverter.HalfToUInt16Bits(v);
        [Device] static long Bits(float v) => v != v ? -1 : BitConverter.SingleToInt32Bits(v);
        [Device] static long Mix(long sum, long value) => unchecked(sum * 1000003 ^ value);
        [Device] static long Near(uint bits)
            => Bits((Half)BitConverter.UInt32BitsToSingle(bits)) * 65536 + Bits((Half)BitConverter.UInt32BitsToSingle(~bits));
        [Device] static Half Of(int bits) => BitConverter.UInt16BitsToHalf((ushort)bits);
        [Device] public static void Run(Span<long> r)
        {
            for (int i = 0; i < 65536; i++)
            {
                Half h = Of(i);
                r[0] = Mix(r[0], Bits((float)h));
                r[1] = Mix(r[1], Bits((Half)(float)h));
                // Each float on a boundary between two halves, and its neighbours.
                if (h != h) continue;
                uint tie = BitConverter.SingleToUInt32Bits((float)h) + 0x1000;
                r[2] = Mix(Mix(Mix(r[2], Near(tie)), Near(tie - 1)), Near(tie + 1));
                r[3] = Mix(r[3], Near((uint)i * 65537u)); r[4] = Mix(r[4], Near((uint)i << 12));
                double d = (double)h; double near = d * 1.00048828125; double above = near * 1.000000000001;
                r[5] = Mix(Mix(Mix(r[5], Bits((Half)d)), Bits((Half)near)), Bits((Half)above));
                r[6] = Mix(r[6], Bits((Half)(near * 0.999999999999)));
                r[7] = Mix(Mix(r[7], (long)h), (int)h ^ (short)h ^ (byte)h ^ (uint)h ^ (ushort)h ^ (char)h ^ (sbyte)h);
                Half other = Of(i * 32719 & 0xffff);
                r[8] = Mix(Mix(Mix(r[8], Bits(h + other)), Bits(h - other)), Bits(h * other));
                r[9] = Mix(Mix(Mix(r[9], Bits(h / other)), Bits(h % other)), Bits(-h));
                r[10] = Mix(r[10], (h < other ? 1 : 0) + (h <= other ? 2 : 0) + (h > other ? 4 : 0) + (h >= other ? 8 : 0));
                r[11] = Mix(r[11], (h == other ? 1 : 0) + (h != other ? 2 : 0) + (h == Of(i ^ 0x8000) ? 4 : 0));
                r[12] = Mix(r[12], Bits((Half)i) + Bits((Half)(i * -3L)) + Bits((Half)(uint)i) + Bits((Half)(short)i));
                r[13] = Mix(r[13], Bits((Half)(byte)i) + Bits((Half)(char)i) + Bits((Half)(ulong)i) + Bits((Half)(sbyte)i));
            }
            r[14] = BitConverter.HalfToInt16Bits(BitConverter.Int16BitsToHalf(-3)); r[15] = Bits((Half)1e-300);
            r[16] = Bits((Half)65519.999999999); r[17] = Bits((Half)65520.0); r[18] = Bits((Half)5.960464477539063e-08);
            r[19] = Bits((Half)2.980232238769531e-08); r[20] = Bits((Half)2.9802322387695316e-08); r[21] = Bits((Half)1e300);
            r[22] = Bits(Element.FromSingle<Half>(0.1f)) + Bits(Element.ToSingle(Of(0x3555))); r[23] = (int)(Half)3.7f;
            r[24] = Bits(default(Half)); r[25] = Bits((Half)float.NaN); r[26] = Bits((Half)double.NegativeInfinity);
        }
        """);

    [TestMethod]
    public void Floats_of_8_bits_convert_as_in_CSharp() => Agree("""
        [Device] static long Bits(float v) => v != v ? -1 : BitConverter.SingleToInt32Bits(v);
        [Device] static long Mix(long sum, long value) => unchecked(sum * 1000003 ^ value);
        [Device] static long Near(uint bits)
            => Float8E4M3.ToBits((Float8E4M3)BitConverter.UInt32BitsToSingle(bits)) * 256
                + Float8E5M2.ToBits((Float8E5M2)BitConverter.UInt32BitsToSingle(bits));
        [Device] public static void Run(Span<long> r)
        {
            for (int i = 0; i < 256; i++)
            {
                var small = Float8E4M3.FromBits((byte)i);
                var wide = Float8E5M2.FromBits((byte)i);
                float f = small, g = wide;
                r[0] = Mix(Mix(r[0], Bits(f)), Bits(g));
                // The boundaries between neighbours, and what stands beside them.
                for (uint step = 0; step < 3 && f == f && g == g; step++)
                {
                    r[1] = Mix(r[1], Near(BitConverter.SingleToUInt32Bits(f) + 0x80000u - 1u + step));
                    r[2] = Mix(r[2], Near(BitConverter.SingleToUInt32Bits(g) + 0x100000u - 1u + step));
                    r[3] = Mix(r[3], Near(BitConverter.SingleToUInt32Bits(f) - 1u + step));
                    r[4] = Mix(r[4], Near(BitConverter.SingleToUInt32Bits(g) - 1u + step));
                    r[5] = Mix(r[5], Near(BitConverter.SingleToUInt32Bits((i - 128) / 1024f) - 1u + step));
                    r[6] = Mix(r[6], Near(BitConverter.SingleToUInt32Bits((i - 128) / 262144f) - 1u + step));
                }
                r[7] = Mix(r[7], small == wide ? 1 : small != Float8E4M3.FromBits((byte)(i ^ 128)) ? 2 : 3);
            }
            for (uint i = 0; i < 200000; i++) r[8] = Mix(r[8], Near(i * 21473u));
            r[9] = Near(BitConverter.SingleToUInt32Bits(float.NaN)); r[10] = Near(0x7f800000); r[11] = Near(0xff7fffff);
            r[12] = Bits(Element.FromSingle<Float8E4M3>(3.3f)) + Bits(Element.ToSingle(Float8E5M2.FromBits(77)));
        }
        """);

    [TestMethod]
    public void Functions_of_the_framework_compute_as_in_CSharp() => Agree("""
        [Device] static long Bits(float v) => v != v ? -1 : BitConverter.SingleToInt32Bits(v);
        [Device] static long Bits(double v) => v != v ? -1 : BitConverter.DoubleToInt64Bits(v);
        [Device] static long Mix(long sum, long value) => unchecked(sum * 1000003 ^ value);
        [Device] static int rint(int cosh) => cosh + 1;
        [Device] public static void Run(Span<long> r)
        {
            for (int i = 0; i < 4000; i++)
            {
                uint u = unchecked((uint)i * 2654435761u); ulong w = unchecked((ulong)i * 11400714819323198485ul >> (i % 64));
                float f = (i - 2000) * 0.25f, g = BitConverter.UInt32BitsToSingle(u); double d = f * 1e10 + 0.5;
                r[0] = Mix(Mix(r[0], Bits(MathF.Round(f))), Bits(Math.Round(d)));
                r[1] = Mix(Mix(r[1], Bits(MathF.Round(g))), Bits(Math.Round(g / 3.0)));
                r[2] = Mix(Mix(r[2], Bits(MathF.CopySign(f, -g))), Bits(Math.CopySign(d, -f)));
                r[3] = Mix(Mix(r[3], Math.Clamp(i, 100, 3000)), Bits(Math.Clamp(g, -2f, 3f)));
                r[4] = Mix(Mix(r[4], (long)Math.Clamp(w, 5ul, 1ul << 40)), Bits(Math.Clamp(d, -1e3, 1e300)));
                r[5] = Mix(Mix(r[5], Math.Sign(i - 2000)), Math.Sign(f) * 5 + Math.Sign(d) + Math.Sign((i - 2000) * 1L));
                r[6] = Mix(Mix(r[6], BitOperations.Log2(u)), BitOperations.Log2(w));
                r[7] = Mix(r[7], BitOperations.RoundUpToPowerOf2(u)); r[8] = Mix(r[8], (long)BitOperations.RoundUpToPowerOf2(w));
                r[9] = Mix(r[9], (BitOperations.IsPow2(i) ? 1 : 0) + (BitOperations.IsPow2(1u << i) ? 2 : 0));
                r[10] = Mix(r[10], (BitOperations.IsPow2(1ul << i) ? 1 : 0) + (BitOperations.IsPow2(1L << i) ? 2 : 0));
                r[11] = Mix(r[11], Bits(float.Max(f, g)) + Bits(float.Sqrt(float.Abs(f))));
                r[12] = Mix(r[12], Bits(double.Min(d, -d)));
            }
            r[13] = BitOperations.IsPow2(int.MinValue) || BitOperations.IsPow2(0) ? 1 : 2; r[14] = BitOperations.Log2(0u);
            r[15] = BitOperations.RoundUpToPowerOf2(0u) + BitOperations.RoundUpToPowerOf2(1u);
            r[16] = BitOperations.RoundUpToPowerOf2(0x80000000u) + BitOperations.RoundUpToPowerOf2(0x80000001u); r[17] = rint(3);
            r[18] = Bits(MathF.Round(0.5f)) + Bits(MathF.Round(1.5f)) + Bits(MathF.Round(-2.5f)) + Bits(MathF.Round(-0.2f));
        }
        """);
}
