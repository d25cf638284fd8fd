namespace Moe.Runtime;

/// <summary>
/// This process could not join the others: its launcher's variables are missing or contradict one another, the port is
/// taken, or its token is wrong.
/// </summary>
public sealed class RendezvousException : Exception
{
    internal RendezvousException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
