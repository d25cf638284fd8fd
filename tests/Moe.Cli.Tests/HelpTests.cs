namespace Moe.Cli.Tests;

[TestClass]
public sealed class HelpTests
{
    [TestMethod]
    public void Version_is_a_version() => StringAssert.Matches(Tool.Run("--version").Output, new(@"^\d+\.\d+\.\d+"));

    [TestMethod]
    [DataRow("inspect")]
    [DataRow("launch")]
    [DataRow("doctor")]
    [DataRow("report")]
    public void Help_lists_the_commands(string command) => StringAssert.Contains(Tool.Run("--help").Output, command);

    [TestMethod]
    [DataRow("--ptx")]
    [DataRow("--arch")]
    [DataRow("--constant")]
    public void Help_of_inspect_lists_its_options(string option)
        => StringAssert.Contains(Tool.Run("inspect", "--help").Output, option);
}
