using Moe.Runtime;

namespace Moe.Report.Tests;

/// <summary>Traces to be looked at.</summary>
internal static class Traces
{
    /// <summary>
    /// Two ranks with two experts each, top 2, rows of 4 floats, two plans. Rank 0 has 10 tokens a plan and sends 5 and 7 of
    /// them to rank 1; rank 1 has 20 and sends 8 to rank 0, both times.
    /// </summary>
    public static ExchangeRecord[] TwoRanks() =>
    [
        Record(0, [Plan(1, 10, [6, 5], [9, 3], masked: 2), Plan(2, 10, [4, 7], [11, 5])], slow: 1),
        Record(1, [Plan(1, 20, [8, 15], [20, 20], masked: 3, dropped: 3), Plan(2, 20, [8, 16], [22, 22])], slow: 2),
    ];

    /// <summary>As many ranks as asked for, each with four experts, all alike.</summary>
    public static ExchangeRecord[] Even(int ranks)
        => [.. Enumerable.Range(0, ranks).Select(rank => Record(rank, [], slow: 1) with
        {
            Ranks = ranks,
            Experts = 4 * ranks,
            ExpertsOnRank = [.. Enumerable.Repeat(4, ranks)],
            Plans = [Plan(1, 16, [.. Enumerable.Repeat(3, ranks)], [8, 8, 8, 8])],
        })];

    public static ExchangeRecord Record(int rank, IReadOnlyList<PlanRecord> plans, int slow) => new()
    {
        Exchange = 1,
        Rank = rank,
        Ranks = 2,
        Device = $"GPU {rank}, NVIDIA H200",
        Routing = "App.Routings.BlockRouting",
        Element = "Single",
        ElementBytes = 4,
        Experts = 4,
        TopK = 2,
        Hidden = 4,
        Layout = "ByExpert",
        ExpertsOnRank = [2, 2],
        Plans = plans,
        Steps =
        [
            Step("plan", ("count", 1e-6 * slow), ("headers", 2e-6 * slow)),
            Step("dispatch", ("pack", 10e-6), ("counts", 0), ("send", 30e-6 * slow), ("arrange", 5e-6)),
            Step("combine", ("weigh", 4e-6), ("send_back", 20e-6 * slow), ("sum", 6e-6)),
            Step("dispatch", ("pack", 12e-6), ("counts", 0), ("send", 50e-6 * slow), ("arrange", 5e-6)),
        ],
    };

    public static PlanRecord Plan(
        int number, int tokens, int[] toRank, int[] perExpert, int masked = 0, int dropped = 0)
        => new()
        {
            Plan = number,
            Tokens = tokens,
            ChoicesMasked = masked,
            ChoicesDropped = dropped,
            TokensToRank = toRank,
            ChoicesPerExpert = perExpert,
        };

    private static StepRecord Step(string step, params (string Stage, double Seconds)[] stages) => new()
    {
        Step = step,
        Plan = 1,
        HostSeconds = 7e-6,
        WireBytesSent = 0,
        LogicalBytes = 0,
        Stages = [.. stages.Select(stage => new StageRecord { Stage = stage.Stage, Seconds = stage.Seconds })],
    };
}
