using System.CommandLine;
using Samples;

namespace ExpertPlacement;

/// <summary>The command line.</summary>
internal sealed class PlacementCommand : RootCommand
{
    private const int CpuRanks = 8;

    private readonly Option<int> _ranks = NumberOption.Of(
        "--ranks", "Ranks, each a thread with a GPU where there are enough, else a CPU device.",
        Devices.DefaultRanks(onCpu: CpuRanks), Settings.MaxNodes);

    private readonly Option<int> _ranksPerNode = NumberOption.Of("--ranks-per-node", "Ranks that share a node.", 2, 32);
    private readonly Option<int> _experts = NumberOption.Of("--experts", "Experts.", 32, 512);
    private readonly Option<int> _topK = NumberOption.Of("--topk", "Experts that the gate chooses for a token.", 4, 32);
    private readonly Option<int> _tokens = NumberOption.Of("--tokens", "Tokens of each rank.", 256, 4096);

    private readonly Option<int> _replicas = NumberOption.Of(
        "--replicas", "Replicas beside the first ones, of all experts together.", 14, 512, least: 0);

    private readonly Option<int> _mostNodes = NumberOption.Of("--most-nodes", "The most nodes that a token goes to.", 2, 32);

    private readonly Option<int> _dropBelow = NumberOption.Of(
        "--drop-below", "Drops choices that are less than this many percent of their token's weight.", 5, 100, least: 0);

    /// <summary>Declares it.</summary>
    /// <param name="run">What it does; returns the exit code.</param>
    public PlacementCommand(Func<Settings, int> run)
        : base("Sends tokens to experts that live in several places, before and after popular ones are replicated.")
    {
        foreach (var option in new Option[]
            { _ranks, _ranksPerNode, _experts, _topK, _tokens, _replicas, _mostNodes, _dropBelow })
            Options.Add(option);
        SetAction(parsed => run(Read(parsed)));
    }

    private Settings Read(ParseResult parsed) => new()
    {
        Ranks = parsed.GetValue(_ranks),
        RanksPerNode = parsed.GetValue(_ranksPerNode),
        Experts = parsed.GetValue(_experts),
        TopK = parsed.GetValue(_topK),
        Tokens = parsed.GetValue(_tokens),
        Replicas = parsed.GetValue(_replicas),
        MostNodes = parsed.GetValue(_mostNodes),
        DropBelow = parsed.GetValue(_dropBelow),
    };
}
