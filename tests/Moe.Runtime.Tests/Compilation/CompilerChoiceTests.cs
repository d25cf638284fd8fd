using Moe.Runtime.Compilation;

namespace Moe.Runtime.Tests.Compilation;

[TestClass]
public sealed class CompilerChoiceTests
{
    [TestMethod]
    public void What_is_chosen_compiles_and_the_usual_is_not_looked_for()
    {
        using var folder = new TemporaryFolder();
        using var variable = new EnvironmentVariable("MOE_CACHE_DIR", folder.Path);
        var counting = new CountingCompiler();
        var choice = new CompilerChoice(() => throw new AssertFailedException("The usual compiler was asked for."));

        choice.Use(counting);
        var kernels = choice.Kernels;
        kernels.Compile(TestKernels.Reverse, [1], "sm_80");

        Assert.AreEqual(1, counting.Calls);
        Assert.AreSame(kernels, choice.Kernels);
    }

    [TestMethod]
    public void A_choice_after_the_first_use_is_refused()
    {
        var choice = new CompilerChoice(() => new CountingCompiler());
        _ = choice.Kernels;

        var failure = Assert.ThrowsExactly<InvalidOperationException>(
            () => choice.Use(new CountingCompiler { Identity = "Counting 2.0" }));

        Assert.AreEqual(
            "This process compiles with Counting 1.0 already, so Counting 2.0 comes too late. "
            + "Choose a compiler once, before the first kernel is compiled.",
            failure.Message);
    }

    [TestMethod]
    public void A_second_choice_is_refused()
    {
        var choice = new CompilerChoice(() => new CountingCompiler());
        choice.Use(new CountingCompiler());

        Assert.ThrowsExactly<InvalidOperationException>(() => choice.Use(new CountingCompiler()));
    }

    [TestMethod]
    public void Where_the_usual_is_missing_it_is_looked_for_again_and_another_can_be_chosen()
    {
        int looked = 0;
        var choice = new CompilerChoice(() =>
        {
            looked++;
            throw new LibraryNotFoundException("NVRTC", [], "Install it.");
        });
        Assert.ThrowsExactly<LibraryNotFoundException>(() => choice.Kernels);
        Assert.ThrowsExactly<LibraryNotFoundException>(() => choice.Kernels);
        Assert.AreEqual(2, looked);

        choice.Use(new CountingCompiler());

        Assert.IsNotNull(choice.Kernels);
    }
}
