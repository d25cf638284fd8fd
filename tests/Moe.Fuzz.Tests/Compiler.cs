using Moe.Fuzz.Ways;

namespace Moe.Fuzz.Tests;

/// <summary>The compiler that emitted text is run by.</summary>
internal static class Compiler
{
    /// <summary>Makes the test inconclusive where there is none.</summary>
    public static void Require()
    {
        if (NativeWay.Compiler is null)
            Assert.Inconclusive("There is no g++ here.");
    }
}
