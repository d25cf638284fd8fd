using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Compilation;

namespace Moe.Runtime.Tests.Diagnostics;

[TestClass]
public sealed class CompilationMetricsTests
{
    [TestMethod]
    public void A_miss_is_compiled_and_timed_and_a_hit_is_not()
    {
        using var folder = new TemporaryFolder();
        using var lookups = new MetricCollector<long>(null, MoeTelemetry.MeterName, "moe.kernel.cache.lookups");
        using var seconds = new MetricCollector<double>(null, MoeTelemetry.MeterName, "moe.kernel.compile.duration");

        for (int process = 0; process < 3; process++)
            Compiler(folder, new CountingCompiler()).Compile(TestKernels.Reverse, [1], "sm_80");

        CollectionAssert.AreEqual(
            new[] { "miss", "hit", "hit" },
            lookups.GetMeasurementSnapshot().Select(lookup => lookup.Tags["moe.kernel.cache.result"]).ToArray());
        var compiled = seconds.GetMeasurementSnapshot().Single();
        Assert.AreEqual("App.Kernels.Reverse", compiled.Tags["moe.kernel.name"]);
        Assert.AreEqual("sm_80", compiled.Tags["moe.gpu.architecture"]);
        Assert.IsFalse(compiled.Tags.ContainsKey("error.type"));
    }

    [TestMethod]
    public void A_compilation_that_fails_is_timed_under_its_error()
    {
        using var folder = new TemporaryFolder();
        using var seconds = new MetricCollector<double>(null, MoeTelemetry.MeterName, "moe.kernel.compile.duration");
        var failing = new CountingCompiler { BeforeCompile = _ => throw new IOException("disk full") };

        Assert.ThrowsExactly<IOException>(() => Compiler(folder, failing).Compile(TestKernels.Reverse, [1], "sm_80"));

        Assert.AreEqual("System.IO.IOException", seconds.GetMeasurementSnapshot().Single().Tags["error.type"]);
    }

    private static KernelCompiler Compiler(TemporaryFolder folder, ICudaCompiler compiler)
        => new(compiler, new CubinCache(folder.Path));
}
