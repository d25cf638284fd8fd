using Spectre.Console;

namespace Moe.Cli;

/// <summary>Shows a person that something is being done.</summary>
internal static class Wait
{
    /// <summary>Does something that may take seconds; who reads a pipe is shown nothing of it.</summary>
    public static T For<T>(IAnsiConsole console, string what, Func<T> work)
        => console.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? console.Status().Start(Markup.Escape(what), _ => work())
            : work();
}
