namespace Moe.Cli.Tests;

[TestClass]
public sealed class ErrorTests
{
    [TestMethod]
    public void A_missing_file() => Fails("no-such.dll does not exist.", "inspect", "no-such.dll");

    [TestMethod]
    public void A_file_that_is_no_assembly()
    {
        var file = Path.GetTempFileName();
        try
        {
            Fails($"{file} is not a .NET assembly.", "inspect", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void An_unknown_name_gets_the_nearest_ones()
    {
        var result = Tool.Run("inspect", Tool.Target, "Amplifi");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.StartsWith(
            result.Error, "Moe.Cli.Tests has no Amplifi in CUDA C++. The nearest names are Inspected.Gains.Amplify, ");
    }

    [TestMethod]
    public void A_kernel_that_the_exchange_does_not_have()
        => StringAssert.StartsWith(
            Tool.Run("inspect", Tool.Target, "ParityRouting.Paint").Error, "Moe.Cli.Tests has no ParityRouting.Paint in CUDA C++.");

    [TestMethod]
    public void A_name_of_several()
        => Fails("Zero may be Inspected.LeftTwin.Zero or Inspected.RightTwin.Zero: say which.", "inspect", Tool.Target, "Zero");

    [TestMethod]
    public void PTX_of_nothing_in_particular()
        => Fails("--ptx compiles a routing, a kernel or a class of kernels: name one.", "inspect", Tool.Target, "--ptx");

    [TestMethod]
    public void PTX_of_what_is_no_kernel()
        => Fails(
            "Inspected.Gains.Limit has no kernel, and PTX is made of kernels: ask for one that uses it.",
            "inspect", Tool.Target, "Limit", "--ptx");

    [TestMethod]
    public void PTX_without_a_constant()
        => Fails(
            "Inspected.Gains.Thin is compiled for a value of stride: give one, as in --constant stride=8.",
            "inspect", Tool.Target, "Thin", "--ptx");

    [TestMethod]
    public void A_constant_without_a_value()
        => Fails("stride is no constant; blockSize=256 is one.", "inspect", Tool.Target, "Thin", "--ptx", "--constant", "stride");

    [TestMethod]
    public void An_architecture_that_is_none()
        => Fails("hopper is no architecture; sm_90 is one.", "inspect", Tool.Target, "Amplify", "--ptx", "--arch", "hopper");

    [TestMethod]
    public void A_missing_NVRTC_says_what_was_tried()
    {
        using var variable = new Variable("MOE_NVRTC", "no-such-folder");

        var result = Tool.Run("inspect", Tool.Target, "Amplify", "--ptx");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.StartsWith(result.Error, "NVRTC was not found.");
        StringAssert.Contains(result.Error, "no-such-folder");
    }

    [TestMethod]
    public void A_missing_argument() => Fails("Required argument missing for command: 'inspect'.", "inspect");

    private static void Fails(string message, params string[] args)
    {
        var result = Tool.Run(args);

        Assert.AreEqual(message, result.Error.TrimEnd());
        Assert.AreEqual("", result.Output);
        Assert.AreEqual(1, result.ExitCode);
    }
}
