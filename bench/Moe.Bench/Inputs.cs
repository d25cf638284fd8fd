using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>A rank's tokens and what a gate chose for them: K different experts each, all as likely.</summary>
internal sealed class Inputs : IDisposable
{
    public Inputs(Rank rank, Case @case)
    {
        var shape = @case.Shape;
        var random = new Random(rank.Index);
        Experts = new int[@case.Tokens * shape.TopK];
        Weights = new float[Experts.Length];
        var all = Enumerable.Range(0, shape.Experts).ToArray();
        for (int item = 0; item < Experts.Length; item++)
        {
            // The choices so far stand before the rest to choose from.
            int choice = item % shape.TopK;
            int drawn = random.Next(choice, all.Length);
            (all[choice], all[drawn]) = (all[drawn], all[choice]);
            Experts[item] = all[choice];
            Weights[item] = random.NextSingle();
        }

        TopkIndices = rank.Device.CopyOfRows<int>(Experts, shape.TopK);
        TopkWeights = rank.Device.CopyOfRows<float>(Weights, shape.TopK);
        X = rank.Device.AllocateRows<BFloat16>(@case.Tokens, shape.Hidden);
        var values = ((DeviceRowsSpan<BFloat16>)X).Elements;
        rank.Stream.Launch(
            Noise.Kernels.Fill(values, (uint)rank.Index * 40503u), LaunchGrid.Cover(values.Length, blockSize: 256));
        rank.Stream.Synchronize();
    }

    /// <summary>[T, K] as on the device.</summary>
    public int[] Experts { get; }

    /// <summary>[T, K] as on the device.</summary>
    public float[] Weights { get; }

    /// <summary>[T, K].</summary>
    public DeviceRows<int> TopkIndices { get; }

    /// <summary>[T, K].</summary>
    public DeviceRows<float> TopkWeights { get; }

    /// <summary>[T, H].</summary>
    public DeviceRows<BFloat16> X { get; }

    public void Dispose()
    {
        TopkIndices.Dispose();
        TopkWeights.Dispose();
        X.Dispose();
    }
}
