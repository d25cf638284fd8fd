using Samples;

namespace QuickStart;

/// <summary>The weights of one SwiGLU expert: down(silu(gate(x)) * up(x)).</summary>
internal sealed class ExpertWeights
{
    /// <summary>I: the width between the projections. Models have about 3 H; this is enough to see it work.</summary>
    public const int Inner = 64;

    private readonly int _hidden;
    private readonly float[] _gate;
    private readonly float[] _up;
    private readonly float[] _down;

    private ExpertWeights(int expert, int hidden)
    {
        _hidden = hidden;
        _gate = new float[Inner * hidden];
        _up = new float[Inner * hidden];
        _down = new float[hidden * Inner];

        // Such scales keep every layer's values around 1, where the activation bends.
        var random = new SplitMix64((ulong)expert);
        random.Fill(_gate, scale: 3f / MathF.Sqrt(hidden));
        random.Fill(_up, scale: 3f / MathF.Sqrt(hidden));
        random.Fill(_down, scale: 3f / MathF.Sqrt(Inner));
    }

    /// <summary>The weights of an expert, the same whoever asks.</summary>
    public static ExpertWeights Of(int expert, int hidden) => new(expert, hidden);

    /// <summary>[H] what makes gate value i.</summary>
    public ReadOnlySpan<float> Gate(int i) => _gate.AsSpan(i * _hidden, _hidden);

    /// <summary>[H] what makes up value i.</summary>
    public ReadOnlySpan<float> Up(int i) => _up.AsSpan(i * _hidden, _hidden);

    /// <summary>[I] what makes output value h.</summary>
    public ReadOnlySpan<float> Down(int h) => _down.AsSpan(h * Inner, Inner);
}
