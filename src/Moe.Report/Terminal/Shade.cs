using Spectre.Console;

namespace Moe.Report;

/// <summary>An amount as a character and a colour.</summary>
internal static class Shade
{
    private static readonly char[] Steps = [' ', '░', '▒', '▓', '█'];
    private static readonly char[] Bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    private static readonly Color Low = new(0x2f, 0x5f, 0x8f);
    private static readonly Color High = new(0x7c, 0xc4, 0xff);

    /// <summary>The busiest.</summary>
    public static Color Hot { get; } = Color.Orange1;

    /// <summary>A character that is the fuller the larger a part is.</summary>
    public static char Fill(double part) => part <= 0 ? Steps[0] : Steps[1 + Level(part, Steps.Length - 1)];

    /// <summary>A character that is the higher the larger a part is; a dot for nothing.</summary>
    public static char Bar(double part) => part <= 0 ? '·' : Bars[Level(part, Bars.Length)];

    /// <summary>A colour that is the brighter the larger a part is.</summary>
    public static Color Tint(double part) => Low.Blend(High, (float)Math.Clamp(part, 0, 1));

    private static int Level(double part, int levels) => Math.Clamp((int)(part * levels), 0, levels - 1);
}
