using Moe.Runtime;

namespace Moe.TestRank;

/// <summary>The exchanges of one rank, whose experts answer with what they are asked.</summary>
internal sealed class RankRounds : IDisposable
{
    private const int Rounds = 100;
    private const int Hidden = 128;

    // Tokens for each rank. Where calls differ, the culprit's peers send it less than it waits for, and the other way
    // round: what NCCL makes of more than is waited for is undefined.
    private const int Few = 2;
    private const int Many = 400;

    // Ranks start one after the other and compile; once all are there, nothing takes long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Rank _rank;
    private readonly Script _script;
    private readonly float[] _values;
    private readonly ExpertExchange<RingRouting, float> _exchange;
    private readonly DeviceRows<int> _ids;
    private readonly DeviceRows<float> _weights;
    private readonly DeviceRows<float> _x;
    private readonly DeviceRows<float> _y;

    public RankRounds(Rank rank, Script script)
    {
        _rank = rank;
        _script = script;
        int tokens = rank.Size * (Does(Misdeed.Call) ? Many : Few);
        _values = [.. Enumerable.Range(0, tokens * Hidden).Select(i => (float)i)];
        _exchange = Make(Hidden);
        _ids = rank.Device.CopyOfRows<int>([.. Enumerable.Range(0, tokens).Select(t => t % rank.Size)], 1);
        _weights = rank.Device.CopyOfRows<float>([.. Enumerable.Repeat(1f, tokens)], 1);
        _x = rank.Device.CopyOfRows<float>(_values, Hidden);
        _y = rank.Device.AllocateRows<float>(tokens, Hidden);
    }

    /// <summary>Exchanges until the script's end.</summary>
    public void Run()
    {
        Round();
        Check();
        Console.WriteLine($"exchanged on {_rank.Device.Name}");
        _rank.Group.Timeout = Patience;
        Misbehave();
        for (int round = 1; round < Rounds || _script.Misdeed != Misdeed.None; round++)
            Round();
        Check();
    }

    public void Dispose()
    {
        _y.Dispose();
        _x.Dispose();
        _weights.Dispose();
        _ids.Dispose();
        _exchange.Dispose();
    }

    private bool Does(Misdeed misdeed) => _script.Misdeed == misdeed && _script.Culprit == _rank.Index;

    private ExpertExchange<RingRouting, float> Make(int hidden)
        => new(_rank, default, new ExchangeOptions { Experts = _rank.Size, TopK = 1, Hidden = hidden });

    private void Round()
    {
        using var plan = _exchange.CreatePlan(_ids, _weights);
        using var tokens = _exchange.Dispatch(plan, _x);
        _exchange.Combine(plan, tokens.Rows, _y);
    }

    private void Check()
    {
        if (!_y.ToArray().AsSpan().SequenceEqual(_values))
            throw new InvalidDataException("What came back is not what was sent.");
    }

    private void Misbehave()
    {
        if (_script.Misdeed == Misdeed.Options)
            Make(Does(Misdeed.Options) ? Hidden + 1 : Hidden).Dispose();
        if (_script.Misdeed == Misdeed.Call)
            CallApart();
        if (Does(Misdeed.Throw))
            throw new FormatException("thrown on purpose");
        if (Does(Misdeed.Stop))
            Thread.Sleep(Timeout.Infinite);
        if (Does(Misdeed.Shape))
        {
            using var plan = _exchange.CreatePlan(_ids, _weights);
            using var wider = _rank.Device.AllocateRows<float>(_x.Count, Hidden + 1);
            _exchange.Dispatch(plan, wider).Dispose();
        }
    }

    private void CallApart()
    {
        using var plan = _exchange.CreatePlan(_ids, _weights);
        using var tokens = _exchange.Dispatch(plan, _x);
        if (_rank.Index == _script.Culprit)
            _exchange.Combine(plan, tokens.Rows, _y);
        else
            _exchange.Dispatch(plan, _x).Dispose();
        _rank.Stream.Synchronize();
    }
}
