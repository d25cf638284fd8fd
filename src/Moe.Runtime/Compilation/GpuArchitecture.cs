using System.Globalization;

namespace Moe.Runtime.Compilation;

/// <summary>Names of architectures, such as <c>sm_90</c> and <c>sm_90a</c>.</summary>
internal static class GpuArchitecture
{
    /// <summary>The oldest that Moe compiles for: the first with the instructions that its prelude uses.</summary>
    public const int Oldest = 80;

    /// <summary>The number in a name: 90 for both of these.</summary>
    /// <exception cref="ArgumentException">It is no name of an architecture.</exception>
    public static int Number(string architecture)
    {
        var digits = architecture.StartsWith("sm_", StringComparison.Ordinal)
            ? architecture.AsSpan(3).TrimEnd("abcdefghijklmnopqrstuvwxyz")
            : [];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException(
                $"{architecture} is no architecture; sm_90 is one.", nameof(architecture));
    }
}
