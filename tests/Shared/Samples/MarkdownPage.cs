using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Moe.Tests.Samples;

/// <summary>A page of the documentation, whose code and links are held to what they show.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private readonly string _file;
    private readonly string _text;

    /// <summary>Reads it.</summary>
    /// <param name="path">Its place in the repository.</param>
    public MarkdownPage(string path)
    {
        _file = Path.Combine(Repository, path);
        _text = File.ReadAllText(_file);
    }

    /// <summary>Its blocks of code in a language, in order.</summary>
    public string[] Blocks(string language)
        => [.. Block().Matches(_text).Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["content"].Value)];

    /// <summary>Whether a block stands in a file of the repository, at whatever depth.</summary>
    public static bool Stands(string block, string path)
        => Unindented(File.ReadAllText(Path.Combine(Repository, path)))
            .Contains(Unindented(block), StringComparison.Ordinal);

    /// <summary>Checks that its links to files lead somewhere.</summary>
    public void CheckLinks()
    {
        foreach (Match link in Link().Matches(_text))
        {
            var target = Path.Combine(Path.GetDirectoryName(_file)!, link.Groups["path"].Value);
            Assert.IsTrue(Path.Exists(target), $"{_file}: {link.Value} leads nowhere.");
        }
    }

    // A page shows a method's body without the depth at which it stands in its file.
    private static string Unindented(string text) => Indentation().Replace(text, "");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"\]\((?<path>[^):#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
