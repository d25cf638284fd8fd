using Moe.Runtime.Interop;
using Moe.Runtime.Tests.Compilation;

namespace Moe.Runtime.Tests.Interop;

[TestClass]
public sealed class CudaLocatorTests
{
    [TestMethod]
    public void Says_what_is_wrong_with_a_file_that_is_none()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "libcuda.so.1");
        File.WriteAllText(file, "not a library");

        StringAssert.StartsWith(FailureAt(file), file + ": ");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Says_what_is_wrong_with_another_library()
        => Assert.AreEqual("libc.so.6: it is no CUDA driver, or older than CUDA 11.4.", FailureAt("libc.so.6"));

    [TestMethod]
    public void The_environment_names_a_file_instead_of_a_search()
    {
        using var variable = new EnvironmentVariable(CudaLocator.Variable, "/no/such/libcuda.so");
        var failures = new List<string>();

        Assert.IsNull(CudaLocator.Find(null, failures));

        StringAssert.StartsWith(failures.Single(), "/no/such/libcuda.so: ");
    }

    private static string FailureAt(string location)
    {
        var failures = new List<string>();
        Assert.IsNull(CudaLocator.Find(location, failures));
        return failures.Single();
    }
}
