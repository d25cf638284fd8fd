namespace Moe.Runtime;

/// <summary>What a rank in another process threw, as far as it can be told here.</summary>
public sealed class RemoteErrorException : Exception
{
    private readonly string _details;

    internal RemoteErrorException(string type, string message, string details)
        : base(message)
    {
        Type = type;
        _details = details;
    }

    /// <summary>The full name of the type of what it threw.</summary>
    public string Type { get; }

    /// <summary>What it threw, with its own inner exceptions and stack.</summary>
    public override string ToString() => _details;
}
