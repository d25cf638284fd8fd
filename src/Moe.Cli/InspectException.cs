namespace Moe.Cli;

/// <summary>What was asked for cannot be shown; the message is the sentence to say.</summary>
internal sealed class InspectException(string message) : Exception(message);
