namespace Samples;

/// <summary>What was asked for cannot be done; the message is the sentence to show.</summary>
internal sealed class UsageException(string message) : Exception(message);
