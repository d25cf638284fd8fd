namespace Moe.Cli.Tests;

[TestClass]
public sealed class ListTests
{
    [TestMethod]
    public void Lists_every_declaration_with_its_kind_and_CUDA_name()
    {
        var result = Tool.Run("inspect", Tool.Target);

        Assert.AreEqual(0, result.ExitCode, result.Error);
        var rows = result.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "routing Inspected.ParityRouting Inspected::ParityRouting",
                "class Inspected.Gains Inspected::Gains",
                "kernel Inspected.Gains.Amplify Inspected::Gains::Amplify",
                "kernel Inspected.Gains.Thin Inspected::Gains::Thin",
                "function Inspected.Gains.Limit Inspected::Gains::Limit",
            },
            rows.ToArray());
    }

    [TestMethod]
    public void Names_the_kernels_that_an_exchange_makes_of_a_routing()
        => StringAssert.Contains(
            Tool.Run("inspect", Tool.Target).Output,
            "The exchange's kernels, as in Inspected.ParityRouting.Pack: Route, Offsets, WriteHeaders, PlaceRows, Pack, "
            + "PackWithRecords, Unpack, MarkPadding, Expand, ZeroPadding, Weigh, Sum.");

    [TestMethod]
    public void Says_so_where_there_is_nothing()
    {
        var result = Tool.Run("inspect", typeof(Spectre.Console.Table).Assembly.Location);

        Assert.AreEqual(0, result.ExitCode, result.Error);
        Assert.AreEqual(
            "Spectre.Console has nothing in CUDA C++: no [Routing], no [Kernel], no [Device].", result.Output.TrimEnd());
    }

    [TestMethod]
    public void Lists_an_assembly_of_Moe_itself()
        => StringAssert.Contains(
            Tool.Run("inspect", typeof(Moe.Runtime.RankGroup).Assembly.Location).Output, "Moe::Runtime::PackKernels::Pack");
}
