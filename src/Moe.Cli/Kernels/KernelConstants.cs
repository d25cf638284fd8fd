using System.Globalization;
using Moe.Dsl;

namespace Moe.Cli;

/// <summary>The values of <c>[Specialize]</c> parameters, as they were given on the command line.</summary>
internal sealed class KernelConstants
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <param name="texts">Such as <c>blockSize=256</c> and <c>weighted=true</c>.</param>
    /// <exception cref="InspectException">One is not of that form.</exception>
    public KernelConstants(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts.Length < 2 || !TryParse(parts[1], out long value))
                throw new InspectException($"{text} is no constant; blockSize=256 is one.");
            _values[parts[0]] = value;
        }
    }

    /// <summary>The values for a kernel.</summary>
    /// <exception cref="InspectException">One was not given.</exception>
    public long[] For(KernelDefinition kernel)
        => [.. kernel.Constants.Select(constant => _values.TryGetValue(constant.Name, out long value)
            ? value
            : throw new InspectException(
                $"{kernel.Name} is compiled for a value of {constant.Name}: give one, as in --constant {constant.Name}=8."))];

    private static bool TryParse(string text, out long value)
    {
        bool isBool = bool.TryParse(text, out bool flag);
        value = flag ? 1 : 0;
        return isBool || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
