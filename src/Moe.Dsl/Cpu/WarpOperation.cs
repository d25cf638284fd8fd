using System.Numerics;

namespace Moe.Dsl;

/// <summary>
/// What the lanes of a warp compute together once all of them have arrived. Values are bits; a shorter type's are the
/// low ones.
/// </summary>
public abstract class WarpOperation
{
    internal static readonly WarpOperation Sync = new Uniform("Warp.Sync", static (_, _) => 0);

    internal static readonly WarpOperation Ballot = new Uniform(
        "Warp.Ballot",
        static (values, lanes) =>
        {
            uint result = 0;
            for (int i = 0; i < values.Length; i++)
                result |= IsIn(lanes, i) && values[i] != 0 ? 1u << i : 0;
            return result;
        });

    internal static readonly WarpOperation Any = new Uniform(
        "Warp.Any",
        static (values, lanes) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (IsIn(lanes, i) && values[i] != 0)
                    return 1;
            }

            return 0;
        });

    internal static readonly WarpOperation All = new Uniform(
        "Warp.All",
        static (values, lanes) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (IsIn(lanes, i) && values[i] == 0)
                    return 0;
            }

            return 1;
        });

    internal static readonly WarpOperation Sum = Folded("Warp.Sum", static (a, b) => unchecked(a + b));
    internal static readonly WarpOperation Min = Folded("Warp.Min", Math.Min);
    internal static readonly WarpOperation MinOfSigned = Folded(
        "Warp.Min", static (a, b) => (uint)Math.Min((int)a, (int)b));

    internal static readonly WarpOperation Max = Folded("Warp.Max", Math.Max);
    internal static readonly WarpOperation MaxOfSigned = Folded(
        "Warp.Max", static (a, b) => (uint)Math.Max((int)a, (int)b));

    internal static readonly WarpOperation And = Folded("Warp.And", static (a, b) => a & b);
    internal static readonly WarpOperation Or = Folded("Warp.Or", static (a, b) => a | b);
    internal static readonly WarpOperation Xor = Folded("Warp.Xor", static (a, b) => a ^ b);

    internal static readonly WarpOperation MatchAny = new MatchAnyOperation();
    internal static readonly WarpOperation Shuffle = new Shuffled("Warp.Shuffle", static (_, lane) => lane);
    internal static readonly WarpOperation ShuffleUp = new Shuffled(
        "Warp.ShuffleUp", static (lane, delta) => lane - delta < 0 ? lane : lane - delta);

    internal static readonly WarpOperation ShuffleDown = new Shuffled(
        "Warp.ShuffleDown", static (lane, delta) => lane + delta >= Warp.Size ? lane : lane + delta);

    internal static readonly WarpOperation ShuffleXor = new Shuffled("Warp.ShuffleXor", static (lane, bits) => lane ^ bits);

    private protected WarpOperation(string name) => Name = name;

    /// <summary>Its name in the kernel language.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether what the lanes wrote before is there for the others after; CUDA's votes and shuffles do not promise it.
    /// </summary>
    public bool OrdersMemory => this == Sync;

    /// <summary>Computes what each lane takes away.</summary>
    /// <param name="values">[32] what each lane brought; replaced by what it takes.</param>
    /// <param name="arguments">[32] each lane's lane number or distance.</param>
    /// <param name="lanes">One bit for each lane that takes part.</param>
    /// <returns>The lane whose argument names a lane that takes no part, or -1.</returns>
    public abstract int Apply(Span<ulong> values, ReadOnlySpan<int> arguments, uint lanes);

    private static Uniform Folded(string name, Func<uint, uint, uint> fold) => new(
        name,
        (values, lanes) =>
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            uint result = (uint)values[lane];
            while (++lane < values.Length)
                result = IsIn(lanes, lane) ? fold(result, (uint)values[lane]) : result;
            return result;
        });

    private static bool IsIn(uint lanes, int lane) => (lanes >> lane & 1) != 0;

    private delegate ulong Reduction(ReadOnlySpan<ulong> values, uint lanes);

    /// <summary>All lanes take the same.</summary>
    private sealed class Uniform(string name, Reduction reduce) : WarpOperation(name)
    {
        public override int Apply(Span<ulong> values, ReadOnlySpan<int> arguments, uint lanes)
        {
            values.Fill(reduce(values, lanes));
            return -1;
        }
    }

    /// <summary>Each lane takes what another brought.</summary>
    private sealed class Shuffled(string name, Func<int, int, int> sourceOf) : WarpOperation(name)
    {
        public override int Apply(Span<ulong> values, ReadOnlySpan<int> arguments, uint lanes)
        {
            Span<ulong> brought = stackalloc ulong[Warp.Size];
            values.CopyTo(brought);
            for (int rest = (int)lanes; rest != 0; rest &= rest - 1)
            {
                int lane = BitOperations.TrailingZeroCount(rest);
                int source = sourceOf(lane, arguments[lane]);
                if ((uint)source >= Warp.Size || !IsIn(lanes, source))
                    return lane;
                values[lane] = brought[source];
            }

            return -1;
        }
    }

    private sealed class MatchAnyOperation() : WarpOperation("Warp.MatchAny")
    {
        public override int Apply(Span<ulong> values, ReadOnlySpan<int> arguments, uint lanes)
        {
            Span<ulong> brought = stackalloc ulong[Warp.Size];
            values.CopyTo(brought);
            for (int lane = 0; lane < values.Length; lane++)
            {
                uint equal = 0;
                for (int other = 0; other < brought.Length; other++)
                    equal |= IsIn(lanes, other) && brought[other] == brought[lane] ? 1u << other : 0;
                values[lane] = equal;
            }

            return -1;
        }
    }
}
