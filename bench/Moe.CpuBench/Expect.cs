namespace Moe.CpuBench;

/// <summary>What is timed side by side computes the same.</summary>
internal static class Expect
{
    /// <summary>Compares bit for bit.</summary>
    /// <exception cref="InvalidOperationException">There is a difference; says where.</exception>
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IEquatable<T>
    {
        int same = expected.CommonPrefixLength(actual);
        if (same == expected.Length && same == actual.Length)
            return;
        throw new InvalidOperationException(
            $"The kernel computes something else than what it is timed beside: {actual.Length} elements for "
            + $"{expected.Length}, which differ from index {same} on.");
    }
}
