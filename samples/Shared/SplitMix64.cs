namespace Samples;

/// <summary>Numbers that look random and are the same on every machine: SplitMix64.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Fills with values spread evenly over [-scale, scale).</summary>
    public void Fill(Span<float> values, float scale)
    {
        foreach (ref float value in values)
            value = ((Next() >> 40) * (1f / (1 << 23)) - 1f) * scale;
    }

    private ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
