using System.Runtime.CompilerServices;
using Moe.Generators.Cuda;
using Moe.Tests;

namespace Moe.Generators.Tests.Cuda;

/// <summary>Whole declarations, pinned as they are emitted.</summary>
[TestClass]
public sealed class GoldenTests
{
    private const string Kernels = """
        namespace App;

        [Device] public enum Mode { Sum, Product }

        public static partial class Activations
        {
            public const int Tile = 64;

            /// <summary>Silu of the gate, times <paramref name="up"/>.</summary>
            /// <param name="gate">[n].</param>
            /// <param name="up">[n], as long as <paramref name="gate"/>.</param>
            /// <param name="result">[n]; each of the <c>n</c> values is written once, by the thread that counts as many
            /// threads before it, through <see cref="Silu"/>.</param>
            [Kernel(MaxThreads = 256)]
            public static void SwiGlu(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
            {
                int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                if (i < result.Length)
                    result[i] = Silu(gate[i]) * up[i];
            }

            /// <summary>x / (1 + exp(-x)).</summary>
            [Device]
            public static float Silu(float x) => x / (1f + MathF.Exp(-x));

            [Kernel(MaxThreads = 128, MinBlocks = 4)]
            public static void SumRows<T>(
                ReadOnlyRows<T> rows, Span<float> sums, [Specialize] int width, [Specialize] Mode mode)
                where T : unmanaged
            {
                var partial = Shared.Span<float>(width * 2 + Tile);
                for (long row = BlockIdx.X; row < rows.Count; row += GridDim.X)
                {
                    float sum = mode == Mode.Sum ? 0f : 1f;
                    var values = rows[row];
                    for (int i = ThreadIdx.X; i < width; i += BlockDim.X)
                    {
                        float value = Element.ToSingle(values[i]);
                        if (mode == Mode.Sum)
                            sum += value;
                        else
                            sum *= value;
                    }

                    sum += Warp.ShuffleDown(sum, 16);
                    partial[ThreadIdx.X] = sum;
                    Block.Sync();
                    if (ThreadIdx.X == 0)
                        Atomic.Add(ref sums[(int)row], partial[0] + partial[Tile]);
                    Block.Sync();
                }
            }

            [Kernel]
            public static void Publish(Span<long> data, Span<uint> flags, Span<float> sums)
            {
                if (BlockIdx.X == 0)
                {
                    data[0] = Atomic.Add(ref data[1], 1);
                    Atomic.Fence();
                    Atomic.StoreRelease(ref flags[0], 1, MemoryScope.System);
                    return;
                }

                while (Atomic.LoadAcquire(ref flags[0]) == 0)
                {
                }

                Atomic.Add(ref sums[BlockIdx.X], data[0], MemoryScope.Block);
                Atomic.CompareExchange(ref flags[1], 2, comparand: flags[2]);
            }

            [Kernel]
            public static void AddRows<T>(ReadOnlyRows<T> rows, Span<T> total, [Specialize] int ways) where T : unmanaged
            {
                var counts = Registers.Span<int>(ways * 2);
                for (int first = ThreadIdx.X * Pack<T>.Length; first < total.Length; first += BlockDim.X * Pack<T>.Length)
                {
                    Span<float> sums = Registers.Span<float>(Pack<T>.Length);
                    for (long row = 0; row < rows.Count; row++)
                    {
                        var pack = Pack<T>.Load(rows[row], first, LoadHint.Streaming);
                        for (int i = 0; i < sums.Length; i++)
                            sums[i] += Element.ToSingle(pack[i]);
                    }

                    counts[0]++;
                    for (int i = 0; i < sums.Length; i++)
                        total[first + i] = Element.FromSingle<T>(sums[i] + counts[0]);
                }
            }

            [Kernel]
            public static void Gather<T>(
                [NoAlias] ReadOnlyRows<T> rows, ReadOnlySpan<int> order, [NoAlias] Span<T> @long) where T : unmanaged
            {
                var row = rows[order[BlockIdx.X]];
                @long[BlockIdx.X] = row[0];
            }

            [Kernel]
            public static void Place<TRouting>(
                TRouting routing,
                ReadOnlySpan<int> experts,
                ReadOnlySpan<float> weights,
                Span<Destination> places,
                int topK)
                where TRouting : unmanaged, IRouting
            {
                int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                if (i >= experts.Length)
                    return;

                // A masked choice goes nowhere.
                places[i] = experts[i] < 0 || !TRouting.HasCombine
                    ? Destination.Dropped
                    : routing.Route(new Assignment(i / topK, i % topK, experts[i], weights[i]));
            }
        }
        """;

    private const string Routings = """
        namespace App.Routing;

        /// <summary>Consecutive experts share a rank: expert e lives on rank e / expertsPerRank.</summary>
        [Routing]
        public readonly partial struct BlockRouting(int expertsPerRank) : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice)
                => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);

            [Combine]
            public float Weigh(float value, float weight) => value * weight;
        }

        /// <summary>Experts are looked up in a table.</summary>
        [Routing]
        public readonly partial struct TableRouting(DeviceView<int> ranks, float threshold) : IRouting
        {
            private const int Nowhere = -1;

            [Dispatch]
            public Destination Place(Assignment choice)
            {
                int rank = ranks[choice.Expert];
                return rank == Nowhere || choice.Weight < threshold
                    ? Destination.Dropped
                    : new Destination(rank, Local(choice));
            }

            [Device]
            private int Local(Assignment choice) => choice.Expert - ranks.Length;
        }
        """;

    private const string Language = """
        namespace App;

        [Device] public enum Gate { Closed, Open }

        [Device] public partial record struct Slot(int Expert, float Weight);

        public static partial class Language
        {
            [Device]
            public static int Chosen(ReadOnlySpan<Slot> slots, ReadOnlySpan<int> ranks, int i, Gate gate)
            {
                if (i < slots.Length && slots[i].Expert is >= 0 and var expert && ranks[expert] is var rank && rank != 3)
                    return rank;
                if (slots[0] is { Expert: > 7, Weight: var weight } first && weight > 0.5f)
                    return first.Expert;
                int kind = slots[1] switch
                {
                    (< 0, _) => 0,
                    (var e, > 1f) when e < 4 => e,
                    { Weight: float.NaN } => -1,
                    var slot => slot.Expert * 2,
                };
                while (kind > ranks.Length && ranks[kind] is > 0 and var next)
                    kind = next;
                switch (kind)
                {
                    case > 10 and var large when gate is Gate.Open:
                        return large;
                    case 3 or 4:
                        return 1;
                    case var other:
                        return other;
                }
            }

            /// <summary>The two greatest values, and where they are.</summary>
            [Device]
            public static ((int Index, float Value) First, (int Index, float Value) Second) Greatest(ReadOnlySpan<float> x)
            {
                var (first, second) = ((Index: 0, Value: x[0]), (Index: 1, Value: x[1]));
                if (second.Value > first.Value)
                    (first, second) = (second, first);
                for (int i = 2; i < x.Length; i++)
                {
                    if (x[i] > first.Value)
                        (first, second) = ((i, x[i]), first);
                    else if (x[i] > second.Value)
                        second = (i, x[i]);
                }

                return first == second ? default : (first, second);
            }

            /// <summary>The mean square of a warp's values.</summary>
            [Kernel]
            public static void MeanSquare(ReadOnlySpan<int> x, Span<int> result)
            {
                int sum = 0;
                int rounds = 0;
                for (int i = ThreadIdx.X; i < x.Length; i += BlockDim.X)
                    Add(x[i]);

                int total = Meet(sum);
                if (ThreadIdx.X == 0)
                    result[0] = total / rounds;

                void Add(int value)
                {
                    sum += Square(value);
                    rounds++;
                }

                static int Square(int value) => value * value;

                int Meet(int value)
                {
                    rounds = Warp.Sum(rounds);
                    return Warp.Sum(value);
                }
            }

            [Device]
            public static float Spread(ReadOnlySpan<float> x, Span<int> places)
            {
                var ((i, most), (j, next)) = Greatest(x);
                (places[0], places[1]) = (i, j);
                (most, _) = (most - next, i);
                return most;
            }
        }
        """;

    [TestMethod]
    public void Patterns() => Matches("Patterns.cu", DeviceSource.Of(Language).TranslateMethod("App.Language", "Chosen"));

    [TestMethod]
    public void Tuples() => Matches("Tuples.cu", DeviceSource.Of(Language).TranslateMethod("App.Language", "Greatest"));

    [TestMethod]
    public void Local_functions()
        => Matches("LocalFunctions.cu", DeviceSource.Of(Language).TranslateMethod("App.Language", "MeanSquare"));

    [TestMethod]
    public void Deconstruction()
        => Matches("Deconstruction.cu", DeviceSource.Of(Language).TranslateMethod("App.Language", "Spread"));

    [TestMethod]
    public void Kernel() => Matches("SwiGlu.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "SwiGlu"));

    [TestMethod]
    public void Device_function()
        => Matches("Silu.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "Silu"));

    [TestMethod]
    public void Generic_specialized_kernel()
        => Matches("SumRows.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "SumRows"));

    [TestMethod]
    public void Kernel_with_register_arrays()
        => Matches("AddRows.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "AddRows"));

    [TestMethod]
    public void Kernel_with_atomics()
        => Matches("Publish.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "Publish"));

    [TestMethod]
    public void Kernel_without_aliases()
        => Matches("Gather.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "Gather"));

    [TestMethod]
    public void Kernel_over_a_routing()
        => Matches("Place.cu", DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "Place"));

    [TestMethod]
    public void Routing()
        => Matches("BlockRouting.cu", DeviceSource.Of(Routings).TranslateType("App.Routing.BlockRouting"));

    [TestMethod]
    public void Routing_with_other_names()
        => Matches("TableRouting.cu", DeviceSource.Of(Routings).TranslateType("App.Routing.TableRouting"));

    [TestMethod]
    [DataRow("Assignment")]
    [DataRow("Destination")]
    public void Struct_of_the_library(string name)
    {
        string file = Path.Combine(Path.GetDirectoryName(Here())!, $"../../../src/Moe.Dsl/Routing/{name}.cs");
        Matches(name + ".cu", DeviceSource.Of(File.ReadAllText(file)).TranslateType("Moe.Dsl." + name));
    }

    [TestMethod]
    public void Needs_and_places_are_those_of_the_text()
    {
        var unit = DeviceSource.Of(Kernels).TranslateMethod("App.Activations", "SwiGlu").Unit!;
        Assert.AreEqual("App::Activations::SwiGlu", unit.Name);
        CollectionAssert.AreEqual(
            new[] { "global::App.Activations.Units.Silu", "global::Moe.Dsl.CudaPrelude.Header(\"Span.cuh\")" },
            unit.Needs.ToArray());
        CollectionAssert.AreEqual(
            new PlaceModel[]
            {
                new(8, "/project/Sources/Device.cs", 15),
                new(13, "/project/Sources/Device.cs", 17),
                new(14, "/project/Sources/Device.cs", 18),
                new(15, "/project/Sources/Device.cs", 19),
            },
            unit.Places.ToArray());
    }

    private static void Matches(string name, Translation translation)
    {
        Assert.IsNotNull(translation.Unit, string.Join("\n", translation.Diagnostics));
        Golden.Matches(name, translation.Unit.Text);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
