namespace Moe.Fuzz.Drawing;

/// <summary>Draws from a seed.</summary>
internal sealed class Draw
{
    private ulong _state;

    /// <param name="seed">The run's seed.</param>
    /// <param name="number">The case's number in it: each case is drawn for itself.</param>
    public Draw(ulong seed, long number)
    {
        _state = seed * 0x9e3779b97f4a7c15 + (ulong)number;
        _state = Bits();
    }

    /// <summary>An integer in [least, most].</summary>
    public int Between(int least, int most) => least + (int)(Bits() % (ulong)(most - least + 1));

    /// <summary>True in this share of cases.</summary>
    public bool Chance(double share) => (Bits() >> 11) * (1.0 / (1UL << 53)) < share;

    /// <summary>One of them.</summary>
    public T OneOf<T>(params IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>One of them, as often as its weight says.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Item)> items)
    {
        int sum = 0;
        foreach (var (weight, _) in items)
            sum += weight;
        int drawn = Between(0, sum - 1);
        int index = 0;
        while (drawn >= items[index].Weight)
            drawn -= items[index++].Weight;
        return items[index].Item;
    }

    /// <summary>64 bits. SplitMix64, by Steele, Lea and Flood.</summary>
    public ulong Bits()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
