using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Moe.Cli;

/// <summary>Passes on to other processes the signals that this one gets, for as long as it is not disposed.</summary>
internal sealed partial class Signals : IDisposable
{
    private static readonly PosixSignal[] Passed =
        [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="pass">Takes each signal.</param>
    public Signals(Action<PosixSignal> pass)
    {
        foreach (var signal in Passed)
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (!IsGivenToAll(context.Signal))
                    pass(context.Signal);
            }));
        }
    }

    /// <summary>Gives a process a signal; where there are none, any ends it.</summary>
    public static void Send(Process process, PosixSignal signal)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            _ = Kill(process.Id, Number(signal));
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    // What is typed at a terminal is given to all processes there, those that this one started too.
    private static bool IsGivenToAll(PosixSignal signal)
        => signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && !Console.IsInputRedirected;

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
