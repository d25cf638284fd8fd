using System.Diagnostics;

namespace Moe.Cli;

/// <summary>Finds the file that a library was loaded from, which the loader chose by name.</summary>
internal static class LoadedFile
{
    /// <summary>The file that holds a function.</summary>
    /// <param name="function">The function's address.</param>
    /// <returns>The file, or null where the system does not tell.</returns>
    public static string? Of(nint function)
    {
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            long offset = function - module.BaseAddress;
            if (offset >= 0 && offset < module.ModuleMemorySize)
                return module.FileName;
        }

        return null;
    }
}
