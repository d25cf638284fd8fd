namespace Moe.Cli.Tests;

/// <summary>How the tool ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error);
