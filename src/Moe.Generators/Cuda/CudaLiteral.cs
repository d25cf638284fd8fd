using System.Globalization;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda;

/// <summary>Writes constants so that C++ reads the same value of the same type.</summary>
internal static class CudaLiteral
{
    public static CudaExpression? Of(object? value) => value switch
    {
        bool v => new NameExpression(v ? "true" : "false"),
        sbyte v => new CastExpression("signed char", Signed(v, "")),
        byte v => new CastExpression("unsigned char", Signed(v, "")),
        short v => new CastExpression("short", Signed(v, "")),
        ushort v => new CastExpression("unsigned short", Signed(v, "")),
        char v => new CastExpression("unsigned short", Signed(v, "")),
        int.MinValue => new NameExpression("(-2147483647 - 1)"),
        int v => Signed(v, ""),
        uint v => new NameExpression(v.ToString(CultureInfo.InvariantCulture) + "u"),
        long.MinValue => new NameExpression("(-9223372036854775807LL - 1)"),
        long v => Signed(v, "LL"),
        ulong v => new NameExpression(v.ToString(CultureInfo.InvariantCulture) + "ULL"),
        float v => Single(v),
        double v => Double(v),
        _ => null,
    };

    private static CudaExpression Signed(long value, string suffix)
        => Signed(value.ToString(CultureInfo.InvariantCulture) + suffix);

    private static CudaExpression Signed(string text)
        => text[0] == '-' ? new PrefixedExpression(text) : new NameExpression(text);

    private static CudaExpression Single(float value)
    {
        if (float.IsNaN(value))
            return new NameExpression("__int_as_float(0x7fffffff)");
        if (float.IsInfinity(value))
            return new NameExpression(value > 0 ? "__int_as_float(0x7f800000)" : "__int_as_float(0xff800000)");
        return Signed(Shortest(6, 9, format => value.ToString(format, CultureInfo.InvariantCulture), text =>
            float.Parse(text, CultureInfo.InvariantCulture) == value, IsNegativeZero(value)) + "f");
    }

    private static CudaExpression Double(double value)
    {
        if (double.IsNaN(value))
            return new NameExpression("__longlong_as_double(0x7fffffffffffffffLL)");
        if (double.IsInfinity(value))
        {
            return new NameExpression(
                value > 0
                    ? "__longlong_as_double(0x7ff0000000000000LL)"
                    : "__longlong_as_double((long long)0xfff0000000000000ULL)");
        }

        return Signed(Shortest(15, 17, format => value.ToString(format, CultureInfo.InvariantCulture), text =>
            double.Parse(text, CultureInfo.InvariantCulture) == value, IsNegativeZero(value)));
    }

    private static bool IsNegativeZero(double value)
        => value == 0 && BitConverter.DoubleToInt64Bits(value) != 0;

    // "R" differs between the runtimes that compilers run on; the fewest digits that read back do not.
    private static string Shortest(
        int fewest, int most, Func<string, string> write, Func<string, bool> readsBack, bool isNegativeZero)
    {
        if (isNegativeZero)
            return "-0.0";
        string text = "";
        for (int digits = fewest; digits <= most; digits++)
        {
            text = write("G" + digits.ToString(CultureInfo.InvariantCulture));
            if (readsBack(text))
                break;
        }

        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text.Replace("E", "e");
    }
}
