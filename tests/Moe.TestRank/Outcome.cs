using Moe.Runtime;

namespace Moe.TestRank;

/// <summary>How a run ended: a line that says it, and the status of the process.</summary>
internal static class Outcome
{
    /// <summary>Runs, and says how it ended.</summary>
    /// <returns>The status: 0, or another for each kind of failure.</returns>
    public static int Of(Action run)
    {
        var (line, status) = Describe(run);
        Console.WriteLine(line);
        return status;
    }

    private static (string Line, int Status) Describe(Action run)
    {
        try
        {
            run();
            return ("ended", 0);
        }
        catch (RankFailedException e)
        {
            return ($"rank {e.Rank} failed: {e.Message}", 3);
        }
        catch (RankTimeoutException e)
        {
            return ($"rank {string.Join(",", e.Ranks)} late: {e.Message}", 4);
        }
        catch (RankMismatchException e)
        {
            return ($"mismatch: {e.Message}", 5);
        }
        catch (Exception e) when (e is ExchangeException or ArgumentException or FormatException)
        {
            return ($"threw: {e.Message}", 6);
        }
    }
}
