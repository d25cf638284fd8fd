using System.Runtime.CompilerServices;

namespace Moe.Generators.Tests.Cuda;

/// <summary>Files that pin emitted text. MOE_UPDATE_GOLDENS=1 rewrites them from what is emitted now.</summary>
internal static class Golden
{
    public static void Matches(string name, string text, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("MOE_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "..", "Goldens", name), text);
            return;
        }

        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", name));
        Assert.AreEqual(expected, text, $"{name} differs; MOE_UPDATE_GOLDENS=1 rewrites it.");
    }
}
