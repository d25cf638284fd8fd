using System.Globalization;

namespace Moe.GeneratorBench;

/// <summary>
/// The source of a thousand annotated methods, ten in each of a hundred files: three kernels, four device functions, one
/// method of a device struct, and a routing's two.
/// </summary>
internal static class ThousandMethods
{
    /// <summary>How many files.</summary>
    public const int Files = 100;

    /// <summary>The file that is edited.</summary>
    public const int EditedFile = 50;

    private const string Factor = "1.702f";

    /// <summary>A file's text. The first has what the others call, too.</summary>
    public static string File(int file) => Template.Replace("{N}", file.ToString("D2", CultureInfo.InvariantCulture));

    /// <summary>The text of the edited file with another number in one of its methods.</summary>
    public static string WithAnotherBody() => File(EditedFile).Replace(Factor, "1.703f");

    /// <summary>The text of the edited file with one more class, of that number.</summary>
    public static string WithAnotherDeclaration(int number)
        => File(EditedFile) + string.Create(CultureInfo.InvariantCulture, $"\npublic static class Added{number};\n");

    private const string Template = """
        using System;
        using Moe.Dsl;

        namespace App.File{N};

        /// <summary>Experts are placed as a table says.</summary>
        [Routing]
        public readonly partial struct TableRouting(DeviceView<int> rankOf, int expertsPerRank) : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice)
            {
                if (choice.Weight <= 0f)
                    return Destination.Dropped;
                int rank = rankOf[choice.Expert];
                return rank < 0 ? Destination.Dropped : new Destination(rank, choice.Expert % expertsPerRank);
            }

            [Combine]
            public float Weigh(float value, float weight) => value * App.File00.Functions.Clamp(weight, 0f, 1f);
        }

        /// <summary>A greatest value, and where it stands.</summary>
        [Device]
        public partial struct Peak
        {
            public float Value;
            public int Index;

            [Device]
            public readonly bool IsBelow(float value, int index)
                => value > Value || (value == Value && index < Index);
        }

        public static partial class Functions
        {
            [Device]
            public static float Clamp(float value, float least, float most)
                => value < least ? least : value > most ? most : value;

            /// <summary>x / (1 + exp(-x)), and its approximations.</summary>
            [Device]
            public static float Activate(float x, int kind) => kind switch
            {
                0 => x / (1f + MathF.Exp(-x)),
                1 => x / (1f + MathF.Exp(-1.702f * x)),
                2 => x > 0f ? x : 0f,
                _ => x,
            };

            [Device]
            public static uint Mix(uint key, int rounds)
            {
                uint mixed = key;
                for (int i = 0; i < rounds; i++)
                {
                    mixed ^= mixed >> 16;
                    mixed *= 0x7feb352du;
                    mixed ^= mixed >>> 15;
                    if (mixed == 0)
                        break;
                }

                return mixed;
            }

            [Device]
            public static float WarpSum(float value)
            {
                for (int delta = 16; delta > 0; delta /= 2)
                    value += Warp.ShuffleDown(value, delta);
                return value;
            }
        }

        public static partial class Kernels{N}
        {
            [Kernel]
            public static void Gate(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result, int kind)
            {
                int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                if (i >= result.Length)
                    return;
                float activated = Functions.Activate(gate[i], kind);
                result[i] = App.File00.Functions.Clamp(activated * up[i], -448f, 448f);
            }

            [Kernel(MaxThreads = 256)]
            public static void SumRows<T>(ReadOnlyRows<T> rows, Span<float> sums, [Specialize] int width) where T : unmanaged
            {
                var partial = Shared.Span<float>(32);
                float sum = 0f;
                for (int i = ThreadIdx.X; i < width; i += BlockDim.X)
                    sum += Element.ToSingle(rows[BlockIdx.X][i]);
                sum = Functions.WarpSum(sum);
                if (ThreadIdx.X % 32 == 0)
                    partial[ThreadIdx.X / 32] = sum;
                Block.Sync();
                if (ThreadIdx.X != 0)
                    return;
                float total = 0f;
                for (int i = 0; i < (BlockDim.X + 31) / 32; i++)
                    total += partial[i];
                sums[BlockIdx.X] = total;
            }

            [Kernel]
            public static void Choose(ReadOnlyRows<float> scores, Span<int> chosen, Span<int> counts)
            {
                int row = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                if (row >= chosen.Length)
                    return;
                var peak = new Peak { Value = float.NegativeInfinity, Index = -1 };
                ReadOnlySpan<float> values = scores[row];
                for (int i = 0; i < values.Length; i++)
                {
                    if (peak.IsBelow(values[i], i))
                        peak = peak with { Value = values[i], Index = i };
                }

                chosen[row] = peak.Index;
                Atomic.Add(ref counts[(int)(Functions.Mix((uint)peak.Index, 3) % (uint)counts.Length)], 1);
            }
        }

        """;
}
