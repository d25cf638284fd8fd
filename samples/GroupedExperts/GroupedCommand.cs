using System.CommandLine;
using Samples;

namespace GroupedExperts;

/// <summary>The command line.</summary>
internal sealed class GroupedCommand : RootCommand
{
    private readonly Option<int> _ranks = NumberOption.Of(
        "--ranks", "Ranks, each a thread with a GPU where there are enough, else a CPU device.",
        Devices.DefaultRanks(onCpu: 2), 64);

    private readonly Option<int> _experts = NumberOption.Of("--experts", "Experts on all ranks together.", 8, 512);
    private readonly Option<int> _topK = NumberOption.Of("--topk", "Experts that the gate chooses for a token.", 2, 8);
    private readonly Option<int> _hidden = NumberOption.Of("--hidden", "Elements of a token's row.", 16, 128);
    private readonly Option<int> _tokens = NumberOption.Of("--tokens", "Tokens of each rank.", 200, 65536);

    /// <summary>Declares it.</summary>
    /// <param name="run">What it does; returns the exit code.</param>
    public GroupedCommand(Func<Settings, int> run)
        : base("Runs all experts of a rank in one launch, over rows that arrive grouped by expert and aligned to tiles.")
    {
        foreach (var option in new Option[] { _ranks, _experts, _topK, _hidden, _tokens })
            Options.Add(option);
        SetAction(parsed => run(new Settings(
            parsed.GetValue(_ranks), parsed.GetValue(_experts), parsed.GetValue(_topK), parsed.GetValue(_hidden),
            parsed.GetValue(_tokens))));
    }
}
