using System.Globalization;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>Shows how every two GPUs are joined, in the words of <c>nvidia-smi topo</c>.</summary>
internal static class LinkTable
{
    /// <summary>A row and a column for each GPU.</summary>
    public static Table Of(Machine machine)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Links");
        foreach (var gpu in machine.Gpus)
            table.AddColumn(Title(gpu.Ordinal));
        foreach (var gpu in machine.Gpus)
        {
            table.AddRow([
                new Text(Title(gpu.Ordinal)),
                .. machine.Gpus.Select(peer => peer == gpu ? new Text("-", Color.Grey) : Cell(Find(machine, gpu, peer))),
            ]);
        }

        return table;
    }

    private static string Title(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"GPU {ordinal}");

    private static GpuLink Find(Machine machine, FoundGpu gpu, FoundGpu peer)
        => machine.Links.Single(link => link.First == Math.Min(gpu.Ordinal, peer.Ordinal)
            && link.Second == Math.Max(gpu.Ordinal, peer.Ordinal));

    private static Text Cell(GpuLink link)
    {
        string path = link.Path switch
        {
            LinkPath.NvLink => "NVLink",
            LinkPath.Bridge => "PIX",
            LinkPath.Bridges => "PXB",
            LinkPath.HostBridge => "PHB",
            LinkPath.Node => "NODE",
            LinkPath.System => "SYS",
            _ => "peer",
        };
        return link.IsPeer
            ? new Text(path, link.Path == LinkPath.NvLink ? Color.Green : Style.Plain)
            : new Text(link.Path == LinkPath.Unknown ? "no peer" : $"{path}, no peer", Color.Orange1);
    }
}
