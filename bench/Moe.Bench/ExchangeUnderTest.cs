using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>An exchange with a plan that has dispatched, and memory for running its stages again, one by one.</summary>
internal sealed class ExchangeUnderTest : IDisposable
{
    private readonly DeviceArena _scratch;

    public ExchangeUnderTest(Rank rank, Case @case)
    {
        var shape = @case.Shape;
        Rank = rank;
        Case = @case;
        Exchange = new ExpertExchange<BenchRouting, BFloat16>(
            rank,
            new BenchRouting(shape.Experts / rank.Size),
            new ExchangeOptions
            {
                Experts = shape.Experts,
                TopK = shape.TopK,
                Hidden = shape.Hidden,
                Layout = @case.Layout,
            });
        Inputs = new Inputs(rank, @case);
        Plan = Exchange.CreatePlan(Inputs.TopkIndices, Inputs.TopkWeights);
        Tokens = Exchange.Dispatch(Plan, Inputs.X);
        Combined = rank.Device.AllocateRows<BFloat16>(@case.Tokens, shape.Hidden);

        var counts = Counts;
        int own = counts.OwnPairs;
        Volume = new Volume(@case, Shape, counts, Inputs);
        _scratch = new DeviceArena(Exchange.Context.Pool);
        Packed = _scratch.TakeRows<BFloat16>(counts.SendRow[^1], shape.Hidden);
        Received = _scratch.TakeRows<BFloat16>(counts.Pairs, shape.Hidden);
        PackedRecords = _scratch.TakeRows<int>(counts.SendRow[^1] + own, Shape.Record);
        Records = _scratch.TakeRows<int>(counts.OtherPairs, Shape.Record);
        Sums = _scratch.TakeRows<BFloat16>(counts.OtherPairs, shape.Hidden);
        OwnSums = _scratch.TakeRows<BFloat16>(own, shape.Hidden);
        Returned = _scratch.TakeRows<BFloat16>(counts.SendRow[^1], shape.Hidden);
    }

    public Rank Rank { get; }

    public Case Case { get; }

    public ExpertExchange<BenchRouting, BFloat16> Exchange { get; }

    public Inputs Inputs { get; }

    public ExchangePlan Plan { get; }

    public DispatchedTokens<BFloat16> Tokens { get; }

    public PlanState State => Plan.State;

    public CountTables Counts => State.Counts;

    /// <summary>[T, H].</summary>
    public DeviceRows<BFloat16> Combined { get; }

    public Volume Volume { get; }

    public ExchangeShape Shape => Exchange.Context.Shape;

    /// <summary>Rows for other ranks.</summary>
    public DeviceRowsSpan<BFloat16> Packed { get; }

    /// <summary>[V, H], of which ByExpert uses the first V - own.</summary>
    public DeviceRowsSpan<BFloat16> Received { get; }

    /// <summary>Records for other ranks, then this rank's own.</summary>
    public DeviceRowsSpan<int> PackedRecords { get; }

    /// <summary>[V - own, 1 + 3 K].</summary>
    public DeviceRowsSpan<int> Records { get; }

    /// <summary>[V - own, H].</summary>
    public DeviceRowsSpan<BFloat16> Sums { get; }

    /// <summary>[own, H].</summary>
    public DeviceRowsSpan<BFloat16> OwnSums { get; }

    /// <summary>Rows that come back.</summary>
    public DeviceRowsSpan<BFloat16> Returned { get; }

    /// <summary>Throws unless the plan, whose stages have been run again by now, brings back what it should.</summary>
    public void Check()
    {
        Rank.Stream.Fill<BFloat16>(((DeviceRowsSpan<BFloat16>)Combined).Elements, 0xff);
        Exchange.Combine(Plan, Tokens.Rows, Combined);
        IdentityCheck.Check(Case, Rank.Size, Inputs, Combined);
    }

    public void Dispose()
    {
        Rank.Stream.Synchronize();
        _scratch.GiveBack();
        Combined.Dispose();
        Tokens.Dispose();
        Plan.Dispose();
        Inputs.Dispose();
        Exchange.Dispose();
    }
}
