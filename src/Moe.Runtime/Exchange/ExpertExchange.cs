using System.Diagnostics;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// Moves tokens to their experts and the experts' answers back, between the ranks of a group:
/// plan -> dispatch -> experts -> combine. Calls come in the same order on all ranks; an exchange belongs to one thread
/// at a time.
/// </summary>
/// <remarks>
/// Letters: T tokens on this rank, H hidden size, K choices a token, E experts in all, R ranks, L experts on this rank,
/// V (token, rank) pairs received, M rows handed to the experts.
/// </remarks>
/// <typeparam name="TRouting">Where a choice goes, and how an answer is weighed.</typeparam>
/// <typeparam name="T">
/// The element type of rows, here and on the wire: float, <see cref="Half"/> or <see cref="BFloat16"/>.
/// </typeparam>
public sealed class ExpertExchange<TRouting, T> : IDisposable
    where TRouting : unmanaged, IRouting
    where T : unmanaged
{
    private readonly ExchangeContext<TRouting> _context;
    private readonly DeviceArray<int> _expertBase;
    private readonly PlanStep<TRouting> _plan;
    private readonly DispatchStep<TRouting, T> _dispatch;
    private readonly CombineStep<TRouting, T> _combine;
    private readonly Recycled<PlanState> _states;
    private readonly Recycled<DispatchResult<T>> _results;
    private int _plans;
    private bool _disposed;

    /// <summary>Makes an exchange; every rank of the group does, with equal options.</summary>
    /// <param name="rank">This rank.</param>
    /// <param name="routing">The routing. Tables that it holds are in the rank's device memory.</param>
    /// <param name="options">The exchange's shape.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not an element type.</exception>
    /// <exception cref="ExchangeException">The ranks' options differ, or do not fit; on every rank alike.</exception>
    /// <exception cref="Compilation.CompilationException">On a GPU: a kernel does not compile.</exception>
    /// <exception cref="Compilation.LibraryNotFoundException">On a GPU: there is no NVRTC to compile with.</exception>
    public ExpertExchange(Rank rank, TRouting routing, ExchangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(rank);
        ArgumentNullException.ThrowIfNull(options);
        Element.FromSingle<T>(0f);
        if (options.Stream is { } given && !rank.Device.SharesMemoryWith(given.Device))
        {
            throw new ArgumentException(
                $"The options' stream is of {given.Device.Name}, rank {rank.Index}'s device is {rank.Device.Name}. Make it with "
                + "rank.Device.",
                nameof(options));
        }

        var shape = ExchangeShape.Agree<TRouting, T>(rank, options);
        Kernels = ExchangeKernels.Of<TRouting, T>(shape);
        long start = Stopwatch.GetTimestamp();
        Kernels.Prepare(rank.Device);
        var kernels = Stopwatch.GetElapsedTime(start);
        var stream = options.Stream ?? rank.Stream;
        var probe = new ExchangeProbe(rank, stream, ExchangeDescription.Of<TRouting, T>(shape), options.LoggerFactory);
        _expertBase = rank.Device.CopyOf(shape.ExpertBase);
        _context = new ExchangeContext<TRouting>(
            rank, routing, stream, rank.Device.CreateStream(), shape, new DeviceMemoryPool(rank.Device),
            DeviceMemoryPool.OfHost(rank.Device), new DeviceEventPool(rank.Device), _expertBase, probe);
        _context.Probe.Ready(kernels);
        _plan = new PlanStep<TRouting>(_context);
        _dispatch = new DispatchStep<TRouting, T>(_context);
        _combine = new CombineStep<TRouting, T>(_context);
        _states = new Recycled<PlanState>(idle => new PlanState(
            _plan, shape, _context.Pool, _context.HostPool, _context.Events, idle));
        _results = new Recycled<DispatchResult<T>>(idle => new DispatchResult<T>(rank.Device, _context.Pool, idle));
    }

    /// <summary>The built-in kernels, made for this routing, element type and shape.</summary>
    public ExchangeKernels Kernels { get; }

    /// <summary>What the exchange's steps work with, for whoever measures one of them by itself.</summary>
    internal ExchangeContext<TRouting> Context => _context;

    /// <summary>Evaluates the routing, once for each choice, and tells every rank what it will receive.</summary>
    /// <param name="topkIndices">[T, K] the gate's choices; -1 is masked.</param>
    /// <param name="topkWeights">[T, K] their weights; routings are given them as float.</param>
    /// <returns>
    /// The plan. A choice that cannot be routed is thrown, on every rank, by the first call that needs the counts.
    /// </returns>
    /// <exception cref="ArgumentException">A shape is wrong; nothing has been enqueued.</exception>
    public ExchangePlan CreatePlan(DeviceRows<int> topkIndices, DeviceRows<float> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { IntIds = Elements<int>(topkIndices), SingleWeights = Elements<float>(topkWeights) });

    /// <inheritdoc cref="CreatePlan(DeviceRows{int}, DeviceRows{float})"/>
    public ExchangePlan CreatePlan(DeviceRows<long> topkIndices, DeviceRows<float> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { LongIds = Elements<long>(topkIndices), SingleWeights = Elements<float>(topkWeights) });

    /// <inheritdoc cref="CreatePlan(DeviceRows{int}, DeviceRows{float})"/>
    public ExchangePlan CreatePlan(DeviceRows<int> topkIndices, DeviceRows<Half> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { IntIds = Elements<int>(topkIndices), HalfWeights = Elements<Half>(topkWeights) });

    /// <inheritdoc cref="CreatePlan(DeviceRows{int}, DeviceRows{float})"/>
    public ExchangePlan CreatePlan(DeviceRows<long> topkIndices, DeviceRows<Half> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { LongIds = Elements<long>(topkIndices), HalfWeights = Elements<Half>(topkWeights) });

    /// <inheritdoc cref="CreatePlan(DeviceRows{int}, DeviceRows{float})"/>
    public ExchangePlan CreatePlan(DeviceRows<int> topkIndices, DeviceRows<BFloat16> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { IntIds = Elements<int>(topkIndices), BFloat16Weights = Elements<BFloat16>(topkWeights) });

    /// <inheritdoc cref="CreatePlan(DeviceRows{int}, DeviceRows{float})"/>
    public ExchangePlan CreatePlan(DeviceRows<long> topkIndices, DeviceRows<BFloat16> topkWeights)
        => CreatePlan(
            CheckChoices(topkIndices, topkWeights),
            new GateChoices { LongIds = Elements<long>(topkIndices), BFloat16Weights = Elements<BFloat16>(topkWeights) });

    /// <summary>Sends each token to the ranks of its choices.</summary>
    /// <param name="plan">A plan of this exchange.</param>
    /// <param name="x">[T, H] the tokens.</param>
    /// <returns>What arrived here.</returns>
    /// <exception cref="ArgumentException">A shape or the plan is wrong; nothing has been enqueued.</exception>
    /// <exception cref="RoutingException">A choice, on some rank, cannot be routed.</exception>
    public DispatchedTokens<T> Dispatch(ExchangePlan plan, DeviceRows<T> x)
    {
        var state = Check(plan);
        ArgumentNullException.ThrowIfNull(x);
        CheckRows(x, state.Tokens, "T", nameof(x));
        bool isFirst = state.Pairs is null;
        using var step = _context.Probe.Begin(ExchangeStep.Dispatch, state.Number);
        var result = _results.Rent();
        try
        {
            result.Begin(state, _dispatch.Enqueue(state, x, result.Arena));
            step.CompleteDispatch(state.Counts, withRecords: isFirst);
            return new DispatchedTokens<T>(result);
        }
        catch
        {
            result.End();
            throw;
        }
    }

    /// <summary>Weighs the experts' answers, sends them back and adds them, token by token.</summary>
    /// <param name="plan">A plan of this exchange that has dispatched.</param>
    /// <param name="expertOutput">[M, H] the answers, a row for each dispatched row.</param>
    /// <param name="destination">[T, H] where the combined tokens are written; a token that went nowhere is zero.</param>
    /// <exception cref="ArgumentException">A shape or the plan is wrong; nothing has been enqueued.</exception>
    /// <exception cref="InvalidOperationException">The plan has not dispatched yet.</exception>
    public void Combine(ExchangePlan plan, DeviceRows<T> expertOutput, DeviceRows<T> destination)
    {
        var state = Check(plan);
        ArgumentNullException.ThrowIfNull(expertOutput);
        ArgumentNullException.ThrowIfNull(destination);
        if (state.Pairs is null)
            throw new InvalidOperationException("The plan has not dispatched yet: there is nothing to combine.");
        CheckRows(expertOutput, state.Counts.Rows, "M", nameof(expertOutput));
        CheckRows(destination, state.Tokens, "T", nameof(destination));
        if (expertOutput.Overlaps(destination))
        {
            throw new ArgumentException(
                "destination overlaps expertOutput, which is read while it is written. Give it memory of its own.",
                nameof(destination));
        }

        using var step = _context.Probe.Begin(ExchangeStep.Combine, state.Number);
        _combine.Enqueue(state, expertOutput, destination);
        step.CompleteCombine(state.Counts);
    }

    /// <summary>Frees the exchange's memory. Plans and results are disposed before. Twice is harmless.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _expertBase.Dispose();
        _context.Side.Dispose();
        _context.Pool.Dispose();
        _context.HostPool.Dispose();
        _context.Events.Dispose();
        _context.Probe.Dispose();
    }

    private static DeviceView<TElement> Elements<TElement>(DeviceRowsView<TElement> rows)
        where TElement : unmanaged
        => rows.Elements;

    private ExchangePlan CreatePlan(int tokens, GateChoices choices)
    {
        using var step = _context.Probe.Begin(ExchangeStep.Plan, ++_plans);
        var state = _states.Rent();
        try
        {
            state.Begin(_plans, tokens);
            _plan.Enqueue(state, choices);
            step.CompletePlan(tokens);
        }
        catch
        {
            state.Close();
            throw;
        }

        return new ExchangePlan(state);
    }

    /// <summary>T, if the choices have the exchange's shape.</summary>
    private int CheckChoices<TId, TWeight>(DeviceRows<TId> topkIndices, DeviceRows<TWeight> topkWeights)
        where TId : unmanaged
        where TWeight : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(topkIndices);
        ArgumentNullException.ThrowIfNull(topkWeights);
        var shape = _context.Shape;
        CheckDevice(topkIndices, nameof(topkIndices));
        CheckDevice(topkWeights, nameof(topkWeights));
        CheckWidth(topkIndices.Width, shape.TopK, "K", nameof(topkIndices));
        CheckWidth(topkWeights.Width, shape.TopK, "K", nameof(topkWeights));
        if (topkWeights.Count != topkIndices.Count)
        {
            throw new ArgumentException(
                $"There are weights for {topkWeights.Count} tokens, but indices for {topkIndices.Count}.",
                nameof(topkWeights));
        }

        if (topkIndices.Count * Math.Max(shape.TopK, shape.Bins) > int.MaxValue)
        {
            throw new ArgumentException(
                $"{topkIndices.Count} tokens are more than a plan can count. Split the batch.", nameof(topkIndices));
        }

        return (int)topkIndices.Count;
    }

    private PlanState Check(ExchangePlan plan)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (plan.IsEmpty)
            throw new ArgumentException("The plan is empty: CreatePlan makes plans.", nameof(plan));
        var state = plan.State;
        if (state.Owner != _plan)
        {
            throw new ArgumentException(
                "The plan belongs to another exchange. Use it with the exchange whose CreatePlan made it.", nameof(plan));
        }

        return state;
    }

    private void CheckRows(DeviceRows<T> given, long rows, string letter, string parameter)
    {
        CheckDevice(given, parameter);
        CheckWidth(given.Width, _context.Shape.Hidden, "H", parameter);
        if (given.Count != rows)
            throw new ArgumentException($"{parameter} has {given.Count} rows; the plan's {letter} is {rows}.", parameter);
    }

    // What another GPU may not read it finds out too late, and the CPU device not at all.
    private void CheckDevice(DeviceMemory given, string parameter)
    {
        var device = _context.Rank.Device;
        if (!device.SharesMemoryWith(given.Device))
        {
            throw new ArgumentException(
                $"{parameter} is memory of another device ({given.Device.Name}) than that of rank {_context.Shape.Rank} "
                + $"({device.Name}). Make it with the rank's own: rank.Device.",
                parameter);
        }
    }

    private static void CheckWidth(int width, int expected, string letter, string parameter)
    {
        if (width != expected)
        {
            throw new ArgumentException(
                $"{parameter} has rows of {width}; the exchange's {letter} is {expected}.", parameter);
        }
    }
}
