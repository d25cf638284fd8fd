using Moe.Dsl;
using Moe.Runtime;

namespace QuickStart;

/// <summary>The experts of one rank. Projections run on the host, the activation as a kernel on the rank's device.</summary>
internal sealed class SwiGluExperts(Rank rank, Settings settings)
{
    private const int Inner = ExpertWeights.Inner;

    private readonly ExpertWeights[] _experts =
    [
        .. Enumerable.Range(rank.Index * settings.ExpertsPerRank, settings.ExpertsPerRank)
            .Select(expert => ExpertWeights.Of(expert, settings.Hidden)),
    ];

    /// <summary>Answers dispatched rows.</summary>
    /// <returns>[M, H] an answer for each row, on the rank's device.</returns>
    public DeviceRows<float> Answer(DispatchedTokens<float> tokens)
    {
        var calls = ExpertCall.For(tokens);
        var (gate, up) = Enter(calls, tokens.Rows.ToArray());
        var answers = Leave(calls, Activate(gate, up), new float[tokens.Counts.Rows * settings.Hidden]);
        return rank.Device.CopyOfRows<float>(answers, settings.Hidden);
    }

    private (float[] Gate, float[] Up) Enter(ExpertCall[] calls, float[] rows)
    {
        int hidden = settings.Hidden;
        var gate = new float[calls.Length * Inner];
        var up = new float[calls.Length * Inner];
        for (int call = 0; call < calls.Length; call++)
        {
            var weights = _experts[calls[call].Expert];
            var x = rows.AsSpan(calls[call].Row * hidden, hidden);
            for (int i = 0; i < Inner; i++)
            {
                gate[(call * Inner) + i] = Vectors.DotInFloat(x, weights.Gate(i));
                up[(call * Inner) + i] = Vectors.DotInFloat(x, weights.Up(i));
            }
        }

        return (gate, up);
    }

    private float[] Activate(float[] gate, float[] up)
    {
        using var deviceGate = rank.Device.CopyOf<float>(gate);
        using var deviceUp = rank.Device.CopyOf<float>(up);
        using var result = rank.Device.Allocate<float>(gate.Length);
        rank.Stream.Launch(
            Activations.Kernels.SwiGlu(deviceGate, deviceUp, result), LaunchGrid.Cover(gate.Length, blockSize: 256));
        return result.ToArray();
    }

    private float[] Leave(ExpertCall[] calls, float[] activated, float[] answers)
    {
        int hidden = settings.Hidden;
        for (int call = 0; call < calls.Length; call++)
        {
            var weights = _experts[calls[call].Expert];
            var inner = activated.AsSpan(call * Inner, Inner);
            var answer = answers.AsSpan(calls[call].Row * hidden, hidden);
            for (int h = 0; h < hidden; h++)
                answer[h] += Vectors.DotInFloat(inner, weights.Down(h)) * calls[call].Weight;
        }

        return answers;
    }
}
