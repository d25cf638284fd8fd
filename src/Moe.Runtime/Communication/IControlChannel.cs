namespace Moe.Runtime;

/// <summary>Small messages between the ranks' hosts, for agreeing on something before any device is involved.</summary>
internal interface IControlChannel
{
    /// <summary>Waits for all ranks, each of which brings a payload.</summary>
    /// <param name="step">What this is for, such as <c>exchange construction</c>; the same on all ranks.</param>
    /// <param name="payload">What this rank brings; empty is legal.</param>
    /// <returns>[R] every rank's payload, by rank; not to be written to.</returns>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    /// <exception cref="RankTimeoutException">A rank has not come.</exception>
    /// <exception cref="RankMismatchException">A rank is here for another step.</exception>
    byte[][] AllGather(string step, ReadOnlySpan<byte> payload);
}
