using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// A plan's memory on the device: tables for sending, made when the plan is, and metadata of the pairs received, made by
/// its first dispatch. The plan and each result hold it, and each disposes it once; the last one gives it back.
/// </summary>
internal sealed class PlanState : IDisposable
{
    private readonly DeviceArena _arena;
    private readonly DeviceArena _hostArena;
    private readonly DeviceEventPool _events;
    private int _holders = 1;

    public PlanState(
        DeviceMemoryPool pool, DeviceMemoryPool hostPool, DeviceEventPool events, ExchangeShape shape, int tokens)
    {
        _events = events;
        CountsRead = events.Rent();
        _arena = new DeviceArena(pool);
        _hostArena = new DeviceArena(hostPool);
        int items = tokens * shape.TopK;
        int ranks = shape.Ranks;
        Tiles = (tokens + SendOrder.TileTokens - 1) / SendOrder.TileTokens;
        ExpertIds = _arena.Take<long>(items);
        Weights = _arena.Take<float>(items);
        ChoiceRank = _arena.Take<int>(items);
        ChoiceExpert = _arena.Take<int>(items);
        ChoiceSlot = _arena.Take<int>(items);
        TokenSlot = _arena.Take<int>(tokens * ranks);
        TileBases = _arena.Take<int>(shape.Bins * Tiles);
        Totals = _arena.Take<int>(shape.Bins);
        Verdicts = _arena.Take<long>(Tiles);
        HeadersSent = _arena.Take<int>(shape.HeaderTo(ranks));
        HeadersReceived = _arena.Take<int>(ranks * shape.ReceivedHeader);
        SendRow = _arena.Take<int>(ranks);
        RecordRow = _arena.Take<int>(ranks);
        KeptRow = _arena.Take<int>(ranks);
        TokensFromRank = _arena.Take<int>(ranks);
        FirstPair = _arena.Take<int>(ranks + 1);
        TokensPerExpert = _arena.Take<int>(shape.LocalExperts);
        ExpertOffsets = _arena.Take<int>(shape.LocalExperts + 1);
        SourceRows = _arena.Take<int>(ranks * shape.LocalExperts);
        HostCounts = _hostArena.Take<int>(ranks + HeadersReceived.Length);
    }

    public int Tiles { get; }

    public DeviceSpan<long> ExpertIds { get; }

    public DeviceSpan<float> Weights { get; }

    public DeviceSpan<int> ChoiceRank { get; }

    public DeviceSpan<int> ChoiceExpert { get; }

    public DeviceSpan<int> ChoiceSlot { get; }

    public DeviceSpan<int> TokenSlot { get; }

    public DeviceSpan<int> TileBases { get; }

    public DeviceSpan<int> Totals { get; }

    public DeviceSpan<long> Verdicts { get; }

    public DeviceSpan<int> HeadersSent { get; }

    public DeviceSpan<int> HeadersReceived { get; }

    public DeviceSpan<int> SendRow { get; }

    public DeviceSpan<int> RecordRow { get; }

    public DeviceSpan<int> KeptRow { get; }

    public DeviceSpan<int> TokensFromRank { get; }

    public DeviceSpan<int> FirstPair { get; }

    public DeviceSpan<int> TokensPerExpert { get; }

    public DeviceSpan<int> ExpertOffsets { get; }

    public DeviceSpan<int> SourceRows { get; }

    /// <summary>[R + R * (Fields + L)] the pairs sent to each rank, then the headers received, in the host's memory.</summary>
    public DeviceSpan<int> HostCounts { get; }

    /// <summary>Marks where <see cref="HostCounts"/> are there.</summary>
    public DeviceEvent CountsRead { get; }

    /// <summary>What the first dispatch received about its pairs; null before.</summary>
    public PairTables? Pairs { get; private set; }

    /// <summary>Where this rank's rows stand among those that go to each rank.</summary>
    public SendOrder Order(ExchangeShape shape, DeviceSpan<int> expertBase)
        => new(TokenSlot, ChoiceSlot, TileBases, expertBase, shape.Bins - shape.Ranks, Tiles, shape.Ranks);

    /// <summary>Makes room for the metadata of the pairs received.</summary>
    public PairTables MakePairs(ExchangeShape shape, DispatchCounts counts) => new(_arena, shape, counts);

    /// <summary>Keeps the metadata, once it is written: from then on a dispatch moves rows only.</summary>
    public void Keep(PairTables pairs) => Pairs = pairs;

    /// <summary>Begins one more hold.</summary>
    public PlanState Hold()
    {
        _holders++;
        return this;
    }

    /// <summary>Ends one hold.</summary>
    public void Dispose()
    {
        if (--_holders > 0)
            return;
        _arena.Dispose();
        _hostArena.Dispose();
        _events.Return(CountsRead);
    }
}
