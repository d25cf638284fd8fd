using Moe.Runtime.Compilation;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>What compiled kernels take up on a multiprocessor.</summary>
internal static class ResourceTable
{
    /// <summary>A line for each kernel.</summary>
    public static Table Of(IEnumerable<KernelInspection> kernels)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Kernel");
        foreach (var column in new[] { "Registers", "Shared bytes", "Local bytes", "Spill stores", "Spill loads" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (kernel, _, spills) in kernels)
        {
            var resources = kernel.Resources;
            table.AddRow(
                new Text(kernel.Definition.Name),
                new Text($"{resources.Registers}"),
                new Text($"{resources.SharedBytes}"),
                new Text($"{resources.LocalBytes}"),
                Spilled(spills.StoreBytes),
                Spilled(spills.LoadBytes));
        }

        return table;
    }

    private static Text Spilled(int bytes) => new($"{bytes}", bytes > 0 ? Color.Orange1 : Style.Plain);
}
