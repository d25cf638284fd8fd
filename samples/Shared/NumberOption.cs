using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Samples;

/// <summary>An option that is a whole number.</summary>
internal static class NumberOption
{
    /// <summary>Declares one.</summary>
    /// <param name="name">Its name, dashes included.</param>
    /// <param name="description">What <c>--help</c> says of it.</param>
    /// <param name="normally">What it is where it is not given.</param>
    /// <param name="most">The most that it can be.</param>
    /// <param name="least">The least that it can be.</param>
    public static Option<int> Of(string name, string description, int normally, int most, int least = 1)
        => new(name)
        {
            Description = description,
            HelpName = $"{least}..{most}",
            DefaultValueFactory = _ => normally,
            CustomParser = result => Parse(name, least, most, result),
        };

    private static int Parse(string name, int least, int most, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value);
        if (!isNumber || value < least || value > most)
            result.AddError($"{name} is {text}; it is a whole number from {least} to {most}.");
        return value;
    }
}
