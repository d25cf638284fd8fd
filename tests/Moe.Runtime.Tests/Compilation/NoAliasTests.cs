using System.Text.RegularExpressions;
using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>What NVRTC makes of [NoAlias]: what is read stays read, and comes through the read-only cache.</summary>
[TestClass]
public sealed partial class NoAliasTests
{
    [Kernel]
    public static void Twice([NoAlias] ReadOnlySpan<float> x, [NoAlias] Rows<float> y)
    {
        y[0][ThreadIdx.X] = x[0] + 1f;
        y[1][ThreadIdx.X] = x[0] + 2f;
    }

    [Kernel]
    public static void TwiceAliased(ReadOnlySpan<float> x, Rows<float> y)
    {
        y[0][ThreadIdx.X] = x[0] + 1f;
        y[1][ThreadIdx.X] = x[0] + 2f;
    }

    [TestMethod]
    public void Memory_without_aliases_is_read_once_and_as_read_only()
    {
        CollectionAssert.AreEqual(new[] { "ld.global.nc.f32" }, LoadsOf(TwiceLaunch.Definition));
        CollectionAssert.AreEqual(
            new[] { "ld.global.f32", "ld.global.f32" }, LoadsOf(TwiceAliasedLaunch.Definition));
    }

    private static string[] LoadsOf(KernelDefinition kernel)
    {
        using var folder = new TemporaryFolder();
        var inspection = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path)).Inspect(kernel, [], "sm_90");
        Assert.AreEqual("", inspection.Kernel.Log);
        return [.. Loads().Matches(inspection.Ptx).Select(m => m.Value)];
    }

    [GeneratedRegex(@"ld\.global[.\w]*")]
    private static partial Regex Loads();
}
