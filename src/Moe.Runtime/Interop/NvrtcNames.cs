namespace Moe.Runtime.Interop;

/// <summary>What NVRTC's files are called.</summary>
internal static class NvrtcNames
{
    /// <summary>The names that a loader may know, newest first. From 11.2 on, every 11.x says 11.2.</summary>
    public static IReadOnlyList<string> Loader { get; } = OperatingSystem.IsWindows()
        ? ["nvrtc64_130_0.dll", "nvrtc64_120_0.dll", "nvrtc64_112_0.dll"]
        : ["libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so"];

    /// <summary>What its file matches in a folder, whatever the version.</summary>
    public static string Pattern { get; } = OperatingSystem.IsWindows() ? "nvrtc64_*_0.dll" : "libnvrtc.so*";

    /// <summary>The library of built-in functions that an NVRTC opens by name.</summary>
    public static string Builtins(Version version) => OperatingSystem.IsWindows()
        ? $"nvrtc-builtins64_{version.Major}{version.Minor}.dll"
        : $"libnvrtc-builtins.so.{version.Major}.{version.Minor}";
}
