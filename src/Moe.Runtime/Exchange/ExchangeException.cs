namespace Moe.Runtime;

/// <summary>The ranks cannot make an exchange together: their options differ, or do not fit. All ranks get the same.</summary>
public sealed class ExchangeException : Exception
{
    internal ExchangeException(string message)
        : base(message)
    {
    }
}
