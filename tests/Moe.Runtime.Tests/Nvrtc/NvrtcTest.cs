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
