namespace Moe.Cli;

/// <summary>A native library that was looked for.</summary>
/// <param name="Version">Its version; null where there is none.</param>
/// <param name="File">The file that it was loaded from; null where there is none.</param>
/// <param name="Problem">Why it cannot be used, what to do, and what was tried; null where it can.</param>
internal sealed record FoundLibrary(string? Version, string? File, string? Problem);
