using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Runs what is expected to fail.</summary>
public static class EachRank
{
    /// <summary>
    /// Runs on every rank; each gives the exception it got, so that one's failure does not end the others' run.
    /// </summary>
    /// <returns>[R] the exceptions.</returns>
    public static TException[] Catch<TException>(RankGroup group, Action<Rank> body)
        where TException : Exception
        => group.Run(rank => Assert.ThrowsExactly<TException>(() => body(rank)));

    /// <summary>As <see cref="Catch"/>, and all ranks got the same message.</summary>
    /// <returns>One of them.</returns>
    public static TException CatchSame<TException>(RankGroup group, Action<Rank> body)
        where TException : Exception
    {
        var errors = Catch<TException>(group, body);
        foreach (var error in errors)
            Assert.AreEqual(errors[0].Message, error.Message);
        return errors[0];
    }
}
