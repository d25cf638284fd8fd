using Moe.Runtime.Compilation;

namespace Moe.Runtime.Tests.Nvrtc;

/// <summary>What tests that compile CUDA stand on.</summary>
internal static class NvrtcTest
{
    private static readonly Lazy<(NvrtcCompiler? Compiler, string Missing)> Loaded = new(Load);

    /// <summary>NVRTC. Where there is none the test is inconclusive, or failed where CI has to have one.</summary>
    public static NvrtcCompiler Require()
    {
        var (compiler, missing) = Loaded.Value;
        if (compiler is not null)
            return compiler;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Inconclusive(missing);
        throw new InvalidOperationException(missing);
    }

    /// <summary>
    /// The architectures that tests compile for: sm_80 and sm_90, and sm_100 where the compiler knows it.
    /// </summary>
    public static IEnumerable<object[]> Architectures()
    {
        yield return ["sm_80"];
        yield return ["sm_90"];
        if (Loaded.Value.Compiler?.Architectures.Contains("sm_100") == true)
            yield return ["sm_100"];
    }

    private static (NvrtcCompiler? Compiler, string Missing) Load()
    {
        try
        {
            return (NvrtcCompiler.Load(), "");
        }
        catch (LibraryNotFoundException e)
        {
            return (null, e.Message);
        }
    }
}
