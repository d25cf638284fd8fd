namespace Moe.Cli;

/// <summary>A program cannot be launched; the message is the sentence to say.</summary>
internal sealed class LaunchException(string message) : Exception(message);
