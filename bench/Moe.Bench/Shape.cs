namespace Moe.Bench;

/// <summary>A model's mixture of experts.</summary>
/// <param name="Model">What it is called.</param>
/// <param name="Hidden">H.</param>
/// <param name="Experts">E.</param>
/// <param name="TopK">K.</param>
internal sealed record Shape(string Model, int Hidden, int Experts, int TopK)
{
    /// <summary>What models use, those of the PyTorch baseline first.</summary>
    public static IReadOnlyList<Shape> Models { get; } =
    [
        new("DeepSeek-V3, one choice", 7168, 256, 1),
        new("DeepSeek-V3", 7168, 256, 8),
        new("Llama 4 Scout", 5120, 16, 1),
        new("Qwen3-30B", 2048, 128, 8),
        new("Mixtral 8x7B", 4096, 8, 2),
        new("Llama 4 Maverick", 5120, 128, 1),
        new("gpt-oss-120b", 2880, 128, 4),
        new("DeepSeek-V2-Lite", 2048, 64, 6),
        new("DeepSeek-V2", 5120, 160, 6),
        new("Kimi-K2", 7168, 384, 8),
        new("Qwen3-235B", 4096, 128, 8),

        // E is in https://github.com/ai-dynamo/aiconfigurator/pull/410.
        new("Qwen3.5-397B", 4096, 512, 10),

        // E is in https://github.com/turboderp-org/exllamav3/issues/359; also that experts see 1024 of H, projected.
        new("Nemotron-3-Super", 4096, 512, 22),
    ];

    /// <summary>Shapes that a CPU rank gets through at once.</summary>
    public static IReadOnlyList<Shape> Small { get; } = [new("Small, one choice", 64, 8, 1), new("Small", 64, 8, 2)];
}
