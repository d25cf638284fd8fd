using Moe.Conformance.Oracle;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Hands a gate's choices to an exchange.</summary>
public static class Gate
{
    /// <summary>A plan for a batch, its ids handed over as int or as long.</summary>
    public static ExchangePlan Plan<TRouting, T>(
        ExpertExchange<TRouting, T> exchange, Device device, ExchangeSetup setup, Batch<T> batch, bool longIds = false)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
        => Plan(exchange, device, setup.TopK, batch.Experts, batch.Weights, longIds);

    /// <summary>A plan for choices, their ids handed over as int or as long.</summary>
    public static ExchangePlan Plan<TRouting, T>(
        ExpertExchange<TRouting, T> exchange,
        Device device,
        int topK,
        long[] experts,
        float[] weights,
        bool longIds = false)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        using var w = device.CopyOfRows<float>(weights, topK);
        if (longIds)
        {
            using var ids = device.CopyOfRows<long>(experts, topK);
            return exchange.CreatePlan(ids, w);
        }

        using var narrow = device.CopyOfRows<int>(Array.ConvertAll(experts, id => checked((int)id)), topK);
        return exchange.CreatePlan(narrow, w);
    }
}
