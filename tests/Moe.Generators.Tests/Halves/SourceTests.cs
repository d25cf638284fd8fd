using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>The generated halves as text, pinned.</summary>
[TestClass]
public sealed class SourceTests
{
    private const string Source = """
        using System.Diagnostics;

        namespace App;

        /// <summary>Consecutive experts share a rank.</summary>
        [Routing]
        public readonly partial struct BlockRouting(int expertsPerRank) : IRouting
        {
            [Dispatch]
            public Destination Route(Assignment choice)
                => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);

            [Combine]
            public float Weigh(float value, float weight) => value * weight;
        }

        public static partial class Reductions
        {
            [Kernel(MaxThreads = 256)]
            public static void SumRows<T>(ReadOnlyRows<T> rows, Span<float> sums, [Specialize] int width)
                where T : unmanaged
            {
                var total = Shared.Span<int>(1);
                if (ThreadIdx.X == 0)
                    total[0] = 0;
                Block.Sync();
                for (int i = ThreadIdx.X; i < width; i += BlockDim.X)
                    Atomic.Add(ref total[0], (int)Element.ToSingle(rows[BlockIdx.X][i]));
                Block.Sync();
                if (ThreadIdx.X == 0)
                    sums[BlockIdx.X] = total[0];
            }
        }
        """;

    [TestMethod]
    [DataRow("App.BlockRouting.g.cs")]
    [DataRow("App.Reductions.g.cs")]
    [DataRow("App.Reductions.SumRows.g.cs")]
    public void A_half_has_the_text_of_its_golden(string file) => Verify.Source(Source, file);
}
