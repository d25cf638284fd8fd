using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>Runs a case: plan, dispatch, experts, combine, on every rank.</summary>
/// <typeparam name="T">The element type of rows.</typeparam>
internal static class CaseRun<T>
    where T : unmanaged
{
    /// <summary>On CPU ranks, as they come.</summary>
    public static TrialOutcome<T>[] Of(DrawnBatches<T> drawn, Experts<T> experts, byte memory = 0xff)
    {
        using var group = RankGroup.Cpu(drawn.Setup.Ranks);
        return Of(group, drawn, experts, memory);
    }

    /// <summary>On ranks that send and receive in an order drawn from a seed.</summary>
    public static TrialOutcome<T>[] InDrawnTurns(DrawnBatches<T> drawn, Experts<T> experts, int seed)
    {
        using var group = DrawnTurns.GroupOf(drawn.Setup.Ranks, seed);
        return Of(group, drawn, experts, memory: 0xff);
    }

    private static TrialOutcome<T>[] Of(RankGroup group, DrawnBatches<T> drawn, Experts<T> experts, byte memory)
        => group.Run(rank =>
        {
            var setup = drawn.Setup;
            var batch = drawn.Batches[rank.Index];
            using var tables = new RoutingTables(rank.Device);
            using var exchange = new ExpertExchange<DrawnRouting, T>(
                rank, drawn.RoutingOn(tables), setup.OptionsOf(rank.Index));
            OldMemory.Fill(exchange.Context, memory);
            using var plan = Gate.Plan(exchange, rank.Device, setup, batch, drawn.Case.Load.LongIds);
            using var x = rank.Device.CopyOfRows<T>(batch.X, setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            using var answers = rank.Device.CopyOfRows<T>(experts.Answers(setup, rank.Index, received), setup.Hidden);
            using var y = rank.Device.CopyOfRows<T>(OldMemory.Rows<T>(batch.X.Length, memory), setup.Hidden);
            exchange.Combine(plan, answers, y);
            return new TrialOutcome<T>(received, y.ToArray());
        });
}
