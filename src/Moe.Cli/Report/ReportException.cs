namespace Moe.Cli;

/// <summary>A report cannot be made; the message is the sentence to say.</summary>
internal sealed class ReportException(string message) : Exception(message);
