using Moe.Conformance.Oracle;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>One exchange over one batch a rank: plan, dispatch, answer, combine, on every rank.</summary>
/// <param name="Setup">The shape.</param>
/// <param name="Batches">[R] what each rank brings.</param>
/// <typeparam name="T">The element type of rows.</typeparam>
public sealed record Trial<T>(ExchangeSetup Setup, IReadOnlyList<Batch<T>> Batches)
    where T : unmanaged
{
    /// <summary>Whether ids are handed over as long rather than int.</summary>
    public bool LongIds { get; init; }

    /// <summary>What weights are handed over as. Those of the batches are held exactly.</summary>
    public Type WeightElement { get; init; } = typeof(float);

    /// <summary>
    /// Whether a dispatch and combine of NaN come first, so that the exchange's pooled memory is full of them when the
    /// trial's own begin.
    /// </summary>
    public bool PoisonPool { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="group">R ranks.</param>
    /// <param name="create">The routing on a rank's device.</param>
    /// <param name="answers">[R] what each rank's experts answer, [M, H].</param>
    /// <returns>[R] what each rank saw.</returns>
    public TrialOutcome<T>[] Run<TRouting>(
        RankGroup group, Func<RoutingTables, TRouting> create, IReadOnlyList<T[]> answers)
        where TRouting : unmanaged, IRouting
        => group.Run(rank =>
        {
            using var tables = new RoutingTables(rank.Device);
            using var exchange = new ExpertExchange<TRouting, T>(rank, create(tables), Setup.OptionsOf(rank.Index));
            var batch = Batches[rank.Index];
            using var plan = Gate.Plan(exchange, rank.Device, Setup, batch, LongIds, WeightElement);
            if (PoisonPool)
                Poison(rank, exchange, plan, batch.Tokens);

            using var x = rank.Device.CopyOfRows<T>(batch.X, Setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            using var answer = rank.Device.CopyOfRows<T>(answers[rank.Index], Setup.Hidden);
            using var y = PoisonedRows(rank, batch.Tokens);
            exchange.Combine(plan, answer, y);
            return new TrialOutcome<T>(received, y.ToArray());
        });

    private void Poison<TRouting>(Rank rank, ExpertExchange<TRouting, T> exchange, ExchangePlan plan, int tokens)
        where TRouting : unmanaged, IRouting
    {
        using var poison = PoisonedRows(rank, tokens);
        using var dispatched = exchange.Dispatch(plan, poison);
        using var answer = PoisonedRows(rank, plan.Counts.Rows);
        dispatched.Rows.CopyFrom(ElementFormat<T>.Instance.Poison(dispatched.Rows.Count * Setup.Hidden));
        exchange.Combine(plan, answer, poison);
    }

    private DeviceRows<T> PoisonedRows(Rank rank, int count)
        => rank.Device.CopyOfRows<T>(ElementFormat<T>.Instance.Poison((long)count * Setup.Hidden), Setup.Hidden);
}
