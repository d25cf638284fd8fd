using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// What a plan is made of: tables on the device for sending, made when the plan is, metadata of the pairs received, made
/// by its first dispatch, and counts on the host. The plan and each result hold it; when the last of them is disposed it
/// is used for another plan, of the next generation.
/// </summary>
internal sealed class PlanState(
    IPlanReader reader, ExchangeShape shape, DeviceMemoryPool pool, DeviceMemoryPool hostPool, DeviceEventPool events,
    Recycled<PlanState> idle)
{
    private readonly DeviceArena _arena = new(pool);
    private readonly DeviceArena _hostArena = new(hostPool);
    private readonly CountTables _counts = new(shape);
    private readonly PairTables _pairs = new(shape);
    private int _holders;
    private bool _isOpen;
    private bool _hasCounts;
    private DeviceEvent? _countsRead;

    /// <summary>Which of the plans that this was used for it is now.</summary>
    public int Generation { get; private set; }

    /// <summary>Who made the plan.</summary>
    public object Owner => reader;

    /// <summary>How rows are laid out.</summary>
    public ExpertLayout Layout => shape.Layout;

    /// <summary>Which of its exchange's plans it is, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>T.</summary>
    public int Tokens { get; private set; }

    /// <summary>The counts; the first use waits for them.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ExchangeException">More rows could arrive somewhere than an int can count.</exception>
    public CountTables Counts
    {
        get
        {
            if (!_hasCounts)
                reader.ReadCounts(this, _counts);
            _hasCounts = true;
            return _counts;
        }
    }

    /// <summary>[R] the pairs sent to each rank.</summary>
    public DeviceSpan<int> TokensToRank => Totals.Slice(shape.AllExperts, shape.Ranks);

    /// <summary>[R + Nowhere] the pairs sent to each rank, and the choices that go nowhere.</summary>
    public DeviceSpan<int> OwnCounts => Totals.Slice(shape.AllExperts);

    /// <summary>Tiles of tokens.</summary>
    public int Tiles { get; private set; }

    public DeviceSpan<long> ExpertIds { get; private set; }

    public DeviceSpan<float> Weights { get; private set; }

    public DeviceSpan<int> ChoiceRank { get; private set; }

    public DeviceSpan<int> ChoiceExpert { get; private set; }

    public DeviceSpan<int> ChoiceSlot { get; private set; }

    public DeviceSpan<int> TokenSlot { get; private set; }

    public DeviceSpan<int> TileBases { get; private set; }

    public DeviceSpan<int> Totals { get; private set; }

    public DeviceSpan<long> Verdicts { get; private set; }

    public DeviceSpan<int> HeadersSent { get; private set; }

    public DeviceSpan<int> HeadersReceived { get; private set; }

    public DeviceSpan<int> SendRow { get; private set; }

    public DeviceSpan<int> RecordRow { get; private set; }

    public DeviceSpan<int> KeptRow { get; private set; }

    public DeviceSpan<int> TokensFromRank { get; private set; }

    public DeviceSpan<int> FirstPair { get; private set; }

    public DeviceSpan<int> TokensPerExpert { get; private set; }

    public DeviceSpan<int> ExpertOffsets { get; private set; }

    public DeviceSpan<int> SourceRows { get; private set; }

    /// <summary>
    /// [R + Nowhere + R * (Fields + L)] this rank's own counts, then the headers received, in the host's memory.
    /// </summary>
    public DeviceSpan<int> HostCounts { get; private set; }

    /// <summary>Marks where <see cref="HostCounts"/> are there.</summary>
    public DeviceEvent CountsRead => _countsRead!;

    /// <summary>What the first dispatch received about its pairs; null before.</summary>
    public PairTables? Pairs { get; private set; }

    /// <summary>Takes the memory of a new plan, which its user holds.</summary>
    public void Begin(int number, int tokens)
    {
        (Number, Tokens) = (number, tokens);
        _holders = 1;
        _isOpen = true;
        _hasCounts = false;
        Pairs = null;
        _countsRead = events.Rent();
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
        HostCounts = _hostArena.Take<int>(OwnCounts.Length + HeadersReceived.Length);
    }

    /// <summary>Whether the plan of a generation is not disposed.</summary>
    public bool IsOpen(int generation) => _isOpen && generation == Generation;

    /// <summary>The plan is disposed; its results may not be.</summary>
    public void Close()
    {
        _isOpen = false;
        Release();
    }

    /// <summary>Where this rank's rows stand among those that go to each rank.</summary>
    public SendOrder Order(DeviceSpan<int> expertBase)
        => new(TokenSlot, ChoiceSlot, TileBases, expertBase, shape.AllExperts, Tiles, shape.Ranks);

    /// <summary>Makes room for the metadata of the pairs received.</summary>
    public PairTables MakePairs()
    {
        _pairs.Take(_arena, _counts);
        return _pairs;
    }

    /// <summary>Keeps the metadata, once it is written: from then on a dispatch moves rows only.</summary>
    public void Keep(PairTables pairs) => Pairs = pairs;

    /// <summary>Begins one more hold.</summary>
    public void Hold() => _holders++;

    /// <summary>Ends one hold.</summary>
    public void Release()
    {
        if (--_holders > 0)
            return;
        Generation++;
        _arena.GiveBack();
        _hostArena.GiveBack();
        if (_countsRead is { } read)
            events.Return(read);
        _countsRead = null;
        idle.Return(this);
    }
}
