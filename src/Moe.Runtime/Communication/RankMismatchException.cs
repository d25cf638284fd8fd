namespace Moe.Runtime;

/// <summary>Ranks met and found that they do not agree on what they do together. All ranks get the same error.</summary>
public sealed class RankMismatchException : Exception
{
    internal RankMismatchException(string message)
        : base(message)
    {
    }
}
