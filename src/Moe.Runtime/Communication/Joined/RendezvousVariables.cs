using System.Globalization;

namespace Moe.Runtime;

/// <summary>
/// Reads who this process is from its launcher's environment variables: torchrun's and <c>moe launch</c>'s, Open MPI's
/// or Slurm's, the first of them that is there: the others may be those of a launcher that started the launcher.
/// </summary>
internal static class RendezvousVariables
{
    /// <summary>What all ranks know and strangers do not; may be left out.</summary>
    public const string Token = "MOE_RENDEZVOUS_TOKEN";

    private const string Address = "MASTER_ADDR";
    private const string Port = "MASTER_PORT";

    private static readonly Launcher[] Launchers =
    [
        new("torchrun or moe launch", "RANK", "WORLD_SIZE", "LOCAL_RANK"),
        new("Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"),
        new("Slurm", "SLURM_PROCID", "SLURM_NTASKS", "SLURM_LOCALID"),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="RendezvousException">
    /// Some are missing, or contradict one another; the message names them.
    /// </exception>
    public static Rendezvous Read(Func<string, string?> variable)
    {
        var launcher = Array.Find(Launchers, l => Has(l.Rank) || Has(l.Size))
            ?? throw new RendezvousException(
                $"No launcher has started this process: none of {string.Join("; ", Launchers.AsEnumerable())} are set. "
                + "Start it by moe launch, or use RankGroup.Cpu or RankGroup.Gpus for ranks in one process.");
        bool isSlurm = launcher.Rank == "SLURM_PROCID";
        string? host = Text(Address)
            ?? (isSlurm ? FirstHost(Text("SLURM_STEP_NODELIST") ?? Text("SLURM_JOB_NODELIST")) : null);
        bool hasSlurmPort = isSlurm && Has("SLURM_JOB_ID") && !Has(Port);

        var missing = new List<string>();
        foreach (string name in (string[])[launcher.Rank, launcher.Size, launcher.LocalRank])
        {
            if (!Has(name))
                missing.Add(name);
        }

        if (host is null)
            missing.Add(Address);
        if (!Has(Port) && !hasSlurmPort)
            missing.Add(Port);
        if (missing.Count > 0)
        {
            throw new RendezvousException(
                $"The process looks started by {launcher.Name}, but {string.Join(", ", missing)} "
                + $"{(missing.Count == 1 ? "is" : "are")} not set.");
        }

        int size = Number(launcher.Size, 1, int.MaxValue);
        int rank = NumberBelow(launcher.Rank, size, launcher.Size);
        int localRank = NumberBelow(launcher.LocalRank, size, launcher.Size);
        int port = hasSlurmPort ? SlurmPort() : MasterPort();
        return new Rendezvous(rank, size, localRank, host!, port, Text(Token) ?? "");

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;

        bool Has(string name) => Text(name) is not null;

        int Number(string name, int least, int most)
        {
            if (int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number >= least && number <= most)
            {
                return number;
            }

            string range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
            throw new RendezvousException($"{name} is '{Text(name)}'; it is a number, {range}.");
        }

        int NumberBelow(string name, int limit, string limitName)
        {
            int number = Number(name, 0, int.MaxValue);
            return number < limit
                ? number
                : throw new RendezvousException($"{name} is {number}, but {limitName} is {limit}: ranks count from 0.");
        }

        // torchrun itself listens on MASTER_PORT, for as long as its processes run, and says so.
        int MasterPort()
        {
            int port = Number(Port, 1, 65534);
            return Text("TORCHELASTIC_USE_AGENT_STORE") == "True" ? port + 1 : port;
        }

        // Slurm offers no port; one made of the job's number keeps jobs that share a machine apart.
        int SlurmPort() => 20000 + (Number("SLURM_JOB_ID", 0, int.MaxValue) % 10000);
    }

    // Rank 0 runs on the first of them: node[03-05,9],other is node03, ...
    private static string? FirstHost(string? nodes)
    {
        if (nodes is null)
            return null;
        int open = nodes.IndexOf('[', StringComparison.Ordinal);
        int comma = nodes.IndexOf(',', StringComparison.Ordinal);
        if (open < 0 || (comma >= 0 && comma < open))
            return nodes.Split(',')[0];
        int close = nodes.IndexOf(']', open);
        string suffix = nodes[(close + 1)..].Split(',')[0];
        return nodes[..open] + nodes[(open + 1)..close].Split(',', '-')[0] + suffix;
    }

    private sealed record Launcher(string Name, string Rank, string Size, string LocalRank)
    {
        public override string ToString() => $"{Rank}, {Size}, {LocalRank} ({Name})";
    }
}
