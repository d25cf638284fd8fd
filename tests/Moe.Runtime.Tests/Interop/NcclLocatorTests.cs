using Moe.Runtime.Compilation;
using Moe.Runtime.Interop;
using Moe.Runtime.Tests.Compilation;

namespace Moe.Runtime.Tests.Interop;

[TestClass]
public sealed class NcclLocatorTests
{
    [TestMethod]
    public void Says_what_was_tried_in_a_folder_that_holds_none()
    {
        using var folder = new TemporaryFolder();

        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NcclLocator.Load(folder.Path));

        Assert.AreEqual("NCCL", failure.Library);
        StringAssert.StartsWith(failure.Tried.Single(), Path.Combine(folder.Path, "libnccl.so.2") + ": ");
        StringAssert.Contains(failure.Message, "MOE_NCCL");
        StringAssert.Contains(failure.Message, "2.18");
    }

    [TestMethod]
    public void The_environment_names_a_place_instead_of_a_search()
    {
        using var variable = new EnvironmentVariable("MOE_NCCL", "/no/such/libnccl.so.2");

        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NcclLocator.Load(null));

        StringAssert.StartsWith(failure.Tried.Single(), "/no/such/libnccl.so.2: ");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_library_that_is_another_is_said_to_be_none()
    {
        var failure = Assert.ThrowsExactly<LibraryNotFoundException>(() => NcclLocator.Load("libc.so.6"));

        Assert.AreEqual("libc.so.6: it is no NCCL, or much older than 2.18.", failure.Tried.Single());
    }
}
