using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Moe.Generators.Tests.Language;

/// <summary>C# of docs/language.md, and the CUDA beside it.</summary>
/// <param name="CSharp">A file.</param>
/// <param name="Cuda">What the page shows of it.</param>
internal sealed record LanguageExample(string CSharp, string Cuda);

/// <summary>docs/language.md: blocks of C#, each with a block of CUDA behind it.</summary>
internal static partial class LanguagePage
{
    public static string File { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../docs/language.md"));

    public static string Text { get; } = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");

    public static IReadOnlyList<LanguageExample> Examples { get; } =
        [.. Pair().Matches(Text).Select(m => new LanguageExample(m.Groups["csharp"].Value, m.Groups["cuda"].Value))];

    /// <summary>The page with other CUDA, one text for each example.</summary>
    public static string With(IReadOnlyList<string> cuda)
    {
        int next = 0;
        return Pair().Replace(Text, m => $"```csharp\n{m.Groups["csharp"].Value}```\n\n```cuda\n{cuda[next++]}```\n");
    }

    [GeneratedRegex(
        @"^```csharp\n(?<csharp>.*?)^```\n\n```cuda\n(?<cuda>.*?)^```\n",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Pair();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
