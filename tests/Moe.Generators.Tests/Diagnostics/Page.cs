using System.Runtime.CompilerServices;

namespace Moe.Generators.Tests.Diagnostics;

/// <summary>A page of docs/diagnostics.</summary>
internal sealed class Page
{
    private Page(string id, string text)
    {
        Id = id;
        Text = text;
    }

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../docs/diagnostics"));

    /// <summary>The ids of the pages that there are.</summary>
    public static IEnumerable<string> Ids => Directory.GetFiles(Folder, "*.md")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README").Order();

    public string Id { get; }

    public string Text { get; }

    public string Heading => Text[..Text.IndexOf('\n', StringComparison.Ordinal)];

    /// <summary>The page of an id; a failure that says what to write where there is none.</summary>
    public static Page Of(string id)
    {
        string file = Path.Combine(Folder, id + ".md");
        Assert.IsTrue(File.Exists(file), $"""
            {id} has no page. Write docs/diagnostics/{id}.md, of this form, and a line in docs/diagnostics/README.md:

            # {id}: THE DESCRIPTOR'S TITLE

            Why it is refused.

            ## Wrong

            ```csharp
            A whole file that reports {id} and nothing else; System, Moe.Dsl and Moe.Runtime are used already.
            ```

            ## Right

            ```csharp
            The same, mended.
            ```

            ## What to write instead

            ## Code fix

            Only where there is one: *Its title*, and when it is offered.
            """);
        return new Page(id, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    public bool HasSection(string name) => Text.Contains($"\n## {name}\n", StringComparison.Ordinal);

    /// <summary>A section's text.</summary>
    public string Section(string name)
    {
        string heading = $"\n## {name}\n";
        int start = Text.IndexOf(heading, StringComparison.Ordinal);
        Assert.IsTrue(start > 0, $"docs/diagnostics/{Id}.md has no section '## {name}'.");
        start += heading.Length;
        int end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return Text[start..(end < 0 ? Text.Length : end)].Trim();
    }

    /// <summary>A section's code.</summary>
    public string Code(string section)
    {
        string[] parts = Section(section).Split("```");
        Assert.HasCount(3, parts, $"docs/diagnostics/{Id}.md: '## {section}' holds one block of code.");
        StringAssert.StartsWith(parts[1], "csharp\n", $"docs/diagnostics/{Id}.md: '## {section}' is C#.");
        return parts[1]["csharp\n".Length..];
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
