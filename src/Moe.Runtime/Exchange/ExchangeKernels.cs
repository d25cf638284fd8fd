using System.Collections;
using System.Runtime.ExceptionServices;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>The built-in kernels of an exchange, in the order in which they run; by name, or one after the other.</summary>
public sealed class ExchangeKernels : IReadOnlyList<ExchangeKernel>
{
    private readonly ExchangeKernel[] _kernels;

    private ExchangeKernels(ExchangeKernel[] kernels) => _kernels = kernels;

    /// <inheritdoc/>
    public int Count => _kernels.Length;

    /// <inheritdoc/>
    public ExchangeKernel this[int index] => _kernels[index];

    /// <summary>A kernel by name, such as <c>Pack</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public ExchangeKernel this[string name]
        => Array.Find(_kernels, k => k.Name == name) ?? throw new KeyNotFoundException(
            $"The exchange has no kernel {name}. It has {string.Join(", ", _kernels.Select(k => k.Name))}.");

    /// <inheritdoc/>
    public IEnumerator<ExchangeKernel> GetEnumerator() => _kernels.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The kernels that an exchange of these options has, without making one: to be looked at.</summary>
    /// <typeparam name="TRouting">The routing.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="options">The exchange's shape, the same on each rank.</param>
    /// <param name="ranks">R, 1 or more.</param>
    /// <exception cref="ExchangeException">The options do not fit.</exception>
    public static ExchangeKernels For<TRouting, T>(ExchangeOptions options, int ranks)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        return Of<TRouting, T>(ExchangeShape.OfEqualRanks<TRouting>(options, ranks));
    }

    /// <summary>Makes all of them ready on a device, at the same time where they have to be compiled.</summary>
    internal void Prepare(Device device)
    {
        try
        {
            Parallel.ForEach(_kernels, kernel => kernel.Prepare(device));
        }
        catch (AggregateException errors)
        {
            // One that says what is wrong says more than how many are.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    internal static ExchangeKernels Of<TRouting, T>(ExchangeShape shape)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        bool byExpert = shape.Layout == ExpertLayout.ByExpert;
        List<ExchangeKernel> kernels =
        [
            ExchangeKernel.Of<RouteKernels.RouteLaunch<TRouting>>("Route", shape.TopK, shape.Ranks, shape.Bins),
            ExchangeKernel.Of<RouteKernels.OffsetsLaunch>("Offsets"),
            ExchangeKernel.Of<HeaderKernels.WriteHeadersLaunch>("WriteHeaders", shape.TopK, shape.Ranks),
            ExchangeKernel.Of<HeaderKernels.PlaceRowsLaunch>("PlaceRows", shape.Ranks),
            ExchangeKernel.Of<PackKernels.PackLaunch<T>>("Pack", shape.Ranks),
            ExchangeKernel.Of<PackKernels.PackWithRecordsLaunch<T>>("PackWithRecords", shape.TopK, shape.Ranks),
            ExchangeKernel.Of<ArrivalKernels.UnpackLaunch>("Unpack", shape.TopK, shape.Ranks, byExpert ? 1 : 0),
        ];
        if (byExpert)
        {
            kernels.Add(ExchangeKernel.Of<ArrivalKernels.MarkPaddingLaunch>("MarkPadding"));
            kernels.Add(ExchangeKernel.Of<ArrivalKernels.ExpandLaunch<T>>("Expand", shape.TopK));
            kernels.Add(ExchangeKernel.Of<ArrivalKernels.ZeroPaddingLaunch<T>>("ZeroPadding"));
        }

        if (shape.Weighing == Weighing.AtExperts)
            kernels.Add(ExchangeKernel.Of<CombineKernels.WeighLaunch<TRouting, T>>("Weigh", shape.TopK));
        kernels.Add(shape.Weighing == Weighing.AtSource
            ? ExchangeKernel.Of<CombineKernels.WeighReturnedLaunch<TRouting, T>>("WeighReturned", shape.Ranks)
            : ExchangeKernel.Of<CombineKernels.SumLaunch<T>>("Sum", shape.Ranks));
        return new ExchangeKernels([.. kernels]);
    }
}
