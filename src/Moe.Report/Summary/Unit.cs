using System.Globalization;

namespace Moe.Report;

/// <summary>Amounts as people read them: three digits and a unit.</summary>
internal static class Unit
{
    /// <summary>Such as <c>1.23 MB</c>.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1e3 => $"{Digits(bytes)} B",
        < 1e6 => $"{Digits(bytes / 1e3)} kB",
        < 1e9 => $"{Digits(bytes / 1e6)} MB",
        _ => $"{Digits(bytes / 1e9)} GB",
    };

    /// <summary>Such as <c>12.3 ms</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => $"{Digits(seconds * 1e6)} µs",
        < 1 => $"{Digits(seconds * 1e3)} ms",
        _ => $"{Digits(seconds)} s",
    };

    /// <summary>Such as <c>12,345</c> or <c>1.5</c>.</summary>
    public static string Count(double count)
        => count.ToString(count < 100 && count != Math.Floor(count) ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>1.32×</c>.</summary>
    public static string Factor(double factor) => factor.ToString("0.00", CultureInfo.InvariantCulture) + "×";

    /// <summary>Such as <c>0.4 %</c>.</summary>
    public static string Part(double part) => (part * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Digits(double value)
        => value.ToString(value < 9.995 ? "0.##" : value < 99.95 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
