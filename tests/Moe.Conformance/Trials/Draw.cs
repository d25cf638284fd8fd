using Moe.Conformance.Oracle;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Draws batches and answers from a seed.</summary>
public sealed class Draw(int seed)
{
    // A generator of our own: the same seed gives the same case on every version of the runtime.
    private ulong _state = ((ulong)(uint)seed * 0x9e3779b97f4a7c15) + 0x632be59bd9b4e019;

    /// <summary>An integer in [least, most].</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>True in this share of cases.</summary>
    public bool Chance(double share) => Unit() < share;

    /// <summary>One of them.</summary>
    public TItem OneOf<TItem>(params ReadOnlySpan<TItem> items) => items[Between(0, items.Length - 1)];

    /// <summary>
    /// A finite float of either sign, of magnitudes so different that sums depend on their order. Never zero.
    /// </summary>
    public float Value()
    {
        float magnitude = (float)((1 + Unit()) * Math.Pow(2, Between(-10, 10)));
        return Chance(0.5) ? magnitude : -magnitude;
    }

    /// <summary>So many values, as elements.</summary>
    public T[] Values<T>(int count)
        where T : unmanaged
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = ElementFormat<T>.Instance.Round(Value());
        return values;
    }

    /// <summary>Ids in [0, E), each masked in that share of cases.</summary>
    public long[] Experts(int count, int experts, double masked)
    {
        var ids = new long[count];
        for (int i = 0; i < count; i++)
            ids[i] = Chance(masked) ? -1 : Between(0, experts - 1);
        return ids;
    }

    /// <summary>Weights in [0, 1).</summary>
    public float[] Weights(int count)
    {
        var weights = new float[count];
        for (int i = 0; i < count; i++)
            weights[i] = (float)Unit();
        return weights;
    }

    /// <summary>A batch of so many tokens.</summary>
    public Batch<T> Batch<T>(ExchangeSetup setup, int tokens, double masked = 0.1)
        where T : unmanaged
    {
        int choices = tokens * setup.TopK;
        return new Batch<T>(
            tokens, Experts(choices, setup.Experts, masked), Weights(choices), Values<T>(tokens * setup.Hidden));
    }

    /// <summary>
    /// Answers for every row of a rank, NaN on padding: what stands there may reach nobody.
    /// </summary>
    public T[] Answers<T>(ExchangeSetup setup, Received<T> received)
        where T : unmanaged
    {
        var answers = Values<T>(received.Rows.Length);
        for (int row = 0; row < received.RowToken.Length; row++)
        {
            if (setup.Layout == ExpertLayout.ByExpert && received.RowToken[row] < 0)
                ElementFormat<T>.Instance.Poison(setup.Hidden).CopyTo(answers, row * setup.Hidden);
        }

        return answers;
    }

    private double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    // SplitMix64, by Steele, Lea and Flood.
    private ulong Next()
    {
        ulong z = unchecked(_state += 0x9e3779b97f4a7c15);
        z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
        return z ^ (z >> 31);
    }
}
