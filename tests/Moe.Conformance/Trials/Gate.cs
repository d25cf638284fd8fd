using Moe.Conformance.Oracle;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Hands a gate's choices to an exchange.</summary>
public static class Gate
{
    /// <summary>
    /// A plan for a batch, its ids and weights handed over as elements of these types; int and float unless it is said.
    /// </summary>
    public static ExchangePlan Plan<TRouting, T>(
        ExpertExchange<TRouting, T> exchange,
        Device device,
        ExchangeSetup setup,
        Batch<T> batch,
        bool longIds = false,
        Type? weightElement = null)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
        => Plan(exchange, device, setup.TopK, batch.Experts, batch.Weights, longIds, weightElement);

    /// <summary>A plan for choices, their ids and weights handed over as elements of these types, which hold them.</summary>
    public static ExchangePlan Plan<TRouting, T>(
        ExpertExchange<TRouting, T> exchange,
        Device device,
        int topK,
        long[] experts,
        float[] weights,
        bool longIds = false,
        Type? weightElement = null)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        using var wide = longIds ? device.CopyOfRows<long>(experts, topK) : null;
        using var narrow = longIds
            ? null : device.CopyOfRows<int>(Array.ConvertAll(experts, id => checked((int)id)), topK);
        if (weightElement == typeof(Half))
        {
            using var halves = RowsOf<Half>(device, weights, topK);
            return wide is null ? exchange.CreatePlan(narrow!, halves) : exchange.CreatePlan(wide, halves);
        }

        if (weightElement == typeof(BFloat16))
        {
            using var upper = RowsOf<BFloat16>(device, weights, topK);
            return wide is null ? exchange.CreatePlan(narrow!, upper) : exchange.CreatePlan(wide, upper);
        }

        using var singles = device.CopyOfRows<float>(weights, topK);
        return wide is null ? exchange.CreatePlan(narrow!, singles) : exchange.CreatePlan(wide, singles);
    }

    /// <summary>The weights that elements of a type hold: the nearest.</summary>
    public static float[] Held(float[] weights, Type element)
        => element == typeof(Half) ? Held<Half>(weights)
            : element == typeof(BFloat16) ? Held<BFloat16>(weights)
            : weights;

    private static float[] Held<TElement>(float[] weights)
        where TElement : unmanaged
    {
        var format = ElementFormat<TElement>.Instance;
        return Array.ConvertAll(weights, weight => format.Widen(format.Round(weight)));
    }

    private static DeviceRows<TElement> RowsOf<TElement>(Device device, float[] values, int width)
        where TElement : unmanaged
        => device.CopyOfRows<TElement>(Array.ConvertAll(values, ElementFormat<TElement>.Instance.Round), width);
}
