using System.Runtime.CompilerServices;

namespace Moe.Tests;

/// <summary>
/// Texts pinned by files in the folder Goldens beside the test project. With MOE_UPDATE_GOLDENS=1 a test rewrites its
/// file instead of comparing.
/// </summary>
internal static class Golden
{
    /// <summary>Compares a text with a file.</summary>
    /// <param name="name">The file, relative to Goldens.</param>
    /// <param name="text">What was emitted.</param>
    /// <param name="caller">A file in a folder of the test project.</param>
    public static void Matches(string name, string text, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("MOE_UPDATE_GOLDENS") == "1")
        {
            string source = Path.Combine(Path.GetDirectoryName(caller)!, "..", "Goldens", name);
            Directory.CreateDirectory(Path.GetDirectoryName(source)!);
            File.WriteAllText(source, text);
            return;
        }

        string file = Path.Combine(AppContext.BaseDirectory, "Goldens", name);
        Assert.IsTrue(File.Exists(file), $"There is no golden {name}. MOE_UPDATE_GOLDENS=1 writes it.");
        string[] expected = File.ReadAllText(file).Split('\n');
        string[] actual = text.Split('\n');
        for (int line = 0; line < Math.Max(expected.Length, actual.Length); line++)
        {
            string before = line < expected.Length ? expected[line] : "(the end)";
            string now = line < actual.Length ? actual[line] : "(the end)";
            if (before != now)
                Assert.Fail($"{name}, line {line + 1}:\n  golden  {before}\n  emitted {now}\nMOE_UPDATE_GOLDENS=1 rewrites it.");
        }
    }
}
