using System.CommandLine;
using Spectre.Console;

namespace Moe.Cli;

/// <summary><c>moe doctor</c>: what is here of what GPU ranks need, and what to do about the rest.</summary>
internal sealed class DoctorCommand : Command
{
    private const int Ready = 0;
    private const int NotReady = 1;

    /// <summary>Declares it.</summary>
    /// <param name="console">Where the answer goes.</param>
    public DoctorCommand(IAnsiConsole console)
        : base(
            "doctor",
            "Shows what this machine has of driver, GPUs, NVRTC, NCCL and kernel cache, and what to do about what is "
            + "missing. The exit status is 0 where GPU ranks can run, and 1 where they cannot.")
        => SetAction(_ => Run(console));

    /// <summary>Shows a diagnosis.</summary>
    /// <returns>The exit status.</returns>
    internal static int Show(IAnsiConsole console, Machine machine)
    {
        var diagnosis = new Diagnosis(machine);
        console.Write(FindingTable.Of(diagnosis.Findings));
        if (machine.Links.Count > 0)
            console.Write(LinkTable.Of(machine));
        if (machine.Variables.Count > 0)
            console.WriteLines(["The environment says:", .. machine.Variables.Select(variable => $"  {variable}"), ""]);
        foreach (var finding in diagnosis.Findings.Where(finding => finding.Advice is not null))
        {
            console.Write(new Text(finding.Subject, new Style(decoration: Decoration.Bold)));
            console.WriteLine();
            console.WriteLine(finding.Advice!);
            console.WriteLine();
        }

        console.WriteLine(diagnosis.Verdict);
        return diagnosis.IsReadyForGpus ? Ready : NotReady;
    }

    private static int Run(IAnsiConsole console)
    {
        var machine = Wait.For(console, "Looking for CUDA", Survey.Take);
        return Show(console, machine);
    }
}
