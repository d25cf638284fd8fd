using Microsoft.Extensions.Logging;

namespace Moe.Runtime;

/// <summary>What an exchange logs.</summary>
internal static partial class ExchangeLog
{
    /// <summary>The category, which filters name.</summary>
    public const string Category = "Moe.Runtime.ExpertExchange";

    [LoggerMessage(
        1, LogLevel.Information,
        "Rank {Rank} of {Ranks}: an exchange of {Experts} experts, top {TopK}, rows of {Hidden} {Element} {Layout}, routed "
        + "by {Routing}. {Device} had its kernels after {Milliseconds:F0} ms.")]
    public static partial void Ready(
        this ILogger log, int rank, int ranks, int experts, int topK, int hidden, string element, ExpertLayout layout,
        string routing, string device, double milliseconds);

    [LoggerMessage(
        2, LogLevel.Debug,
        "Rank {Rank}: plan {Plan} of {Tokens} tokens sends {RowsSent} rows to other ranks and receives {RowsReceived}; "
        + "{Choices} choices for {LocalExperts} experts here, {MostForOne} for the one with the most. Of its own choices "
        + "{Masked} were masked and {Dropped} dropped.")]
    public static partial void Counted(
        this ILogger log, int rank, int plan, int tokens, int rowsSent, int rowsReceived, long choices, int localExperts,
        int mostForOne, int masked, int dropped);
}
