using Moe.Dsl;
using Moe.Runtime;

namespace GroupedExperts.Tests;

/// <summary>The kernel by itself, where experts have none, one, and more rows than a tile.</summary>
[TestClass]
public sealed class GroupedProductTests
{
    private const int Hidden = 19;
    private const int Columns = 18;
    private static readonly int[] Counts = [1, 0, 129, 0];

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Each_row_is_multiplied_by_its_own_experts_matrix(bool relu)
    {
        var offsets = Offsets();
        var rows = new float[offsets[^1] * Hidden];
        var weights = Whole(Counts.Length * Columns * Hidden, seed: 2);
        for (int expert = 0; expert < Counts.Length; expert++)
            Whole(Counts[expert] * Hidden, seed: expert).CopyTo(rows, offsets[expert] * Hidden);

        var result = Multiply(rows, weights, offsets, relu);

        var expected = new float[offsets[^1] * Columns];
        for (int expert = 0; expert < Counts.Length; expert++)
        {
            for (int row = offsets[expert]; row < offsets[expert] + Counts[expert]; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    float sum = 0f;
                    for (int h = 0; h < Hidden; h++)
                        sum += rows[(row * Hidden) + h] * weights[(((expert * Columns) + column) * Hidden) + h];
                    expected[(row * Columns) + column] = relu ? Math.Max(sum, 0f) : sum;
                }
            }
        }

        CollectionAssert.AreEqual(expected, result, "Rows of padding are zero and stay so.");
    }

    private static float[] Multiply(float[] rows, float[] weights, int[] offsets, bool relu)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var deviceRows = device.CopyOfRows<float>(rows, Hidden);
        using var deviceWeights = device.CopyOfRows<float>(weights, Hidden);
        using var deviceOffsets = device.CopyOf<int>(offsets);
        using var result = device.CopyOfRows<float>(
            Enumerable.Repeat(float.NaN, offsets[^1] * Columns).ToArray(), Columns);
        stream.Launch(
            GroupedProduct.Kernels.Multiply(deviceRows, deviceWeights, deviceOffsets, result, relu),
            new LaunchGrid(new GridSize(offsets[^1] / GroupedProduct.TileRows, 2), GroupedProduct.Threads));
        return result.ToArray();
    }

    private static int[] Offsets()
    {
        var offsets = new int[Counts.Length + 1];
        for (int expert = 0; expert < Counts.Length; expert++)
        {
            int tiles = (Counts[expert] + GroupedProduct.TileRows - 1) / GroupedProduct.TileRows;
            offsets[expert + 1] = offsets[expert] + (tiles * GroupedProduct.TileRows);
        }

        return offsets;
    }

    // Whole numbers, which every order of adding sums up to the same.
    private static float[] Whole(int count, int seed)
        => [.. Enumerable.Range(0, count).Select(i => (float)((((i + 1) * (seed + 3)) % 7) - 3))];
}
