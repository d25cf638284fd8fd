using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Calls an exchange with every argument wrong in turn, and sees each refused.</summary>
public sealed class WrongArguments(Device device, ExchangeSetup setup, int tokens)
{
    /// <summary>Ids and weights of a wrong K, or for different T; and none.</summary>
    public void Plan(ExpertExchange<BlockRouting, float> exchange)
    {
        int k = setup.TopK;
        using var ids = device.AllocateRows<int>(tokens, k);
        using var wide = device.AllocateRows<long>(tokens, k);
        using var weights = device.AllocateRows<float>(tokens, k);
        using var narrowIds = device.AllocateRows<int>(tokens, k - 1);
        using var wideIds = device.AllocateRows<long>(tokens, k + 1);
        using var wideWeights = device.AllocateRows<float>(tokens, k + 1);
        using var moreWeights = device.AllocateRows<float>(tokens + 1, k);
        Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(narrowIds, weights));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(wideIds, weights));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(ids, wideWeights));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(ids, moreWeights));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(wide, moreWeights));
        Assert.ThrowsExactly<ArgumentNullException>(() => exchange.CreatePlan((DeviceRows<int>)null!, weights));
        Assert.ThrowsExactly<ArgumentNullException>(() => exchange.CreatePlan(ids, (DeviceRows<float>)null!));
    }

    /// <summary>Tokens of a wrong T or H, and none.</summary>
    public void Dispatch(ExpertExchange<BlockRouting, float> exchange, ExchangePlan plan)
    {
        using var x = device.AllocateRows<float>(tokens, setup.Hidden);
        using var fewer = device.AllocateRows<float>(tokens - 1, setup.Hidden);
        using var more = device.AllocateRows<float>(tokens + 1, setup.Hidden);
        using var wider = device.AllocateRows<float>(tokens, setup.Hidden + 1);
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Dispatch(plan, fewer));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Dispatch(plan, more));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Dispatch(plan, wider));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Dispatch(default, x));
        Assert.ThrowsExactly<ArgumentNullException>(() => exchange.Dispatch(plan, null!));
    }

    /// <summary>A combine where nothing has been dispatched.</summary>
    public void CombineTooEarly(ExpertExchange<BlockRouting, float> exchange, ExchangePlan plan)
    {
        using var rows = device.AllocateRows<float>(tokens, setup.Hidden);
        Assert.ThrowsExactly<InvalidOperationException>(() => exchange.Combine(plan, rows, rows));
    }

    /// <summary>Answers of a wrong M or H, a destination of a wrong T or H, and none.</summary>
    public void Combine(ExpertExchange<BlockRouting, float> exchange, ExchangePlan plan)
    {
        int m = plan.Counts.Rows;
        using var answer = device.AllocateRows<float>(m, setup.Hidden);
        using var fewerAnswers = device.AllocateRows<float>(m - 1, setup.Hidden);
        using var moreAnswers = device.AllocateRows<float>(m + 1, setup.Hidden);
        using var widerAnswers = device.AllocateRows<float>(m, setup.Hidden + 1);
        using var y = device.AllocateRows<float>(tokens, setup.Hidden);
        using var fewer = device.AllocateRows<float>(tokens - 1, setup.Hidden);
        using var wider = device.AllocateRows<float>(tokens, setup.Hidden + 1);
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(plan, fewerAnswers, y));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(plan, moreAnswers, y));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(plan, widerAnswers, y));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(plan, answer, fewer));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(plan, answer, wider));
        Assert.ThrowsExactly<ArgumentException>(() => exchange.Combine(default, answer, y));
        Assert.ThrowsExactly<ArgumentNullException>(() => exchange.Combine(plan, null!, y));
        Assert.ThrowsExactly<ArgumentNullException>(() => exchange.Combine(plan, answer, null!));
    }
}
