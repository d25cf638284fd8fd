using System.Runtime.InteropServices;
using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;
using Moe.Runtime.Tests.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Interop;

[TestClass]
public sealed class NvrtcLocatorTests
{
    [TestMethod]
    public void Says_what_is_wrong_with_a_folder_that_holds_none()
    {
        using var folder = new TemporaryFolder();

        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NvrtcCompiler.Load(folder.Path));

        Assert.AreEqual("NVRTC", failure.Library);
        CollectionAssert.AreEqual(new[] { $"{folder.Path}: holds no {NvrtcNames.Pattern}." }, failure.Tried.ToArray());
        StringAssert.Contains(failure.Message, failure.Tried[0]);
        StringAssert.Contains(failure.Message, "MOE_NVRTC");
    }

    [TestMethod]
    public void Says_what_is_wrong_with_a_file_that_is_none()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "libnvrtc.so.12");
        File.WriteAllText(file, "not a library");

        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NvrtcCompiler.Load(file));

        StringAssert.StartsWith(failure.Tried.Single(), file + ": ");
    }

    [TestMethod]
    public void Says_what_is_wrong_with_a_place_that_is_not_there()
    {
        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NvrtcCompiler.Load("/no/such/place"));

        CollectionAssert.AreEqual(new[] { "/no/such/place: no such file or folder." }, failure.Tried.ToArray());
    }

    [TestMethod]
    public void The_environment_names_a_place_instead_of_a_search()
    {
        using var folder = new TemporaryFolder();
        using var variable = new EnvironmentVariable("MOE_NVRTC", folder.Path);

        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NvrtcCompiler.Load());

        StringAssert.StartsWith(failure.Tried.Single(), folder.Path);
    }

    [TestMethod]
    public void A_search_records_why_a_name_gave_none()
    {
        using var variable = new EnvironmentVariable("MOE_NVRTC", null);
        var failures = new List<string>();
        using var library = NvrtcLocator.Find(null, null, failures);

        foreach (var name in NvrtcNames.Loader.Where(name => !NativeLibrary.TryLoad(name, out _)))
            Assert.ContainsSingle(line => line.StartsWith(name + ": ", StringComparison.Ordinal), failures);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Takes_a_file_or_its_folder()
    {
        var nvrtc = NvrtcTest.Require();
        var file = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .First(path => Path.GetFileName(path).StartsWith("libnvrtc.so", StringComparison.Ordinal));

        Assert.AreEqual(nvrtc.Identity, NvrtcCompiler.Load(file).Identity);
        Assert.AreEqual(nvrtc.Identity, NvrtcCompiler.Load(Path.GetDirectoryName(file)).Identity);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Takes_none_that_is_newer_than_the_driver()
    {
        NvrtcTest.Require();
        var failures = new List<string>();

        Assert.IsNull(NvrtcLocator.Find(null, new Version(10, 2), failures));

        Assert.Contains(
            line => line.EndsWith("and the driver supports CUDA 10.2 at most.", StringComparison.Ordinal), failures);
    }
}
