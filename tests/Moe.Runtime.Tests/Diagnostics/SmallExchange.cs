using Moe.Conformance.Routings;
using Microsoft.Extensions.Logging;

namespace Moe.Runtime.Tests.Diagnostics;

/// <summary>
/// An exchange that can be worked out by hand: two ranks, experts 0 to 2 on rank 0 and 3 to 5 on rank 1, and on each
/// rank three tokens of four floats with two choices each, the last one masked.
/// </summary>
/// <remarks>
/// Token 0 goes to rank 0 for two choices, token 1 to both ranks, token 2 to rank 1. So each rank sends 2 rows to rank 0
/// and 2 to rank 1; expert 0 gets 1 choice of each rank, 1 one, 2 one, 3 one, 4 none and 5 one: 6 choices arrive on rank
/// 0, 4 on rank 1, and 2 nowhere.
/// </remarks>
internal static class SmallExchange
{
    public const int Ranks = 2;
    public const int RowBytes = 4 * sizeof(float);
    private static readonly int[] Experts = [0, 1, 3, 2, 5, -1];
    private static readonly float[] Weights = [0.5f, 0.5f, 0.75f, 0.25f, 1f, 0f];
    private static readonly float[] X = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];

    public static ExchangeOptions Options { get; } = new()
    {
        Experts = 6,
        TopK = 2,
        Hidden = 4,
        Layout = ExpertLayout.ByExpert,
    };

    /// <summary>Plans once, and dispatches and combines some times under the plan.</summary>
    /// <param name="between">Called on each rank between the calls, with the name of the call that has been made.</param>
    public static void Run(
        int rounds = 1, Action<string, CountingCommunicator>? between = null, ILoggerFactory? loggers = null)
    {
        using var group = RankGroup.Create(Ranks, _ => new CpuDevice(), board =>
        {
            var mail = new InProcessMail(board);
            return (rank, _) => new CountingCommunicator(new InProcessCommunicator(rank, mail));
        });
        group.Run(rank => Run(rank, rounds, between ?? ((_, _) => { }), Options with { LoggerFactory = loggers }));
    }

    private static void Run(
        Rank rank, int rounds, Action<string, CountingCommunicator> between, ExchangeOptions options)
    {
        var communicator = (CountingCommunicator)rank.Communicator;
        using var ids = rank.Device.CopyOfRows<int>(Experts, width: 2);
        using var weights = rank.Device.CopyOfRows<float>(Weights, width: 2);
        using var x = rank.Device.CopyOfRows<float>(X, width: 4);
        using var y = rank.Device.AllocateRows<float>(3, width: 4);
        using var exchange = new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(3), options);
        communicator.Restart();
        using var plan = exchange.CreatePlan(ids, weights);
        between("plan", communicator);
        for (int round = 0; round < rounds; round++)
        {
            communicator.Restart();
            using var tokens = exchange.Dispatch(plan, x);
            between("dispatch", communicator);
            communicator.Restart();
            exchange.Combine(plan, tokens.Rows, y);
            between("combine", communicator);
        }
    }
}
