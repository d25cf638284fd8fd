using System.CommandLine;
using System.CommandLine.Parsing;
using Moe.Runtime;
using Samples;

namespace QuickStart;

/// <summary>The command line.</summary>
internal sealed class QuickStartCommand : RootCommand
{
    private readonly Option<int> _ranks = NumberOption.Of(
        "--ranks", "Ranks, each a thread with a GPU where there are enough, else a CPU device.",
        Devices.DefaultRanks(onCpu: 4), 64);
    private readonly Option<int> _experts = NumberOption.Of("--experts", "Experts on all ranks together.", 16, 512);
    private readonly Option<int> _topK = NumberOption.Of("--topk", "Experts that the gate chooses for a word.", 2, 32);
    private readonly Option<int> _hidden = NumberOption.Of("--hidden", "Elements of a word's vector.", 128, 8192);

    private readonly Option<ExpertLayout> _layout = new("--layout")
    {
        Description = "How rows arrive: one for each choice, grouped by expert, or one for each word that a rank gets.",
        HelpName = "ByExpert|ByRank",
        DefaultValueFactory = _ => ExpertLayout.ByExpert,
        CustomParser = ParseLayout,
    };

    private readonly Option<string> _file = new("--file")
    {
        Description = "The text whose words are sent to the experts. [default: this repository's README.md]",
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        Description = "Saves a trace of the exchange there, for moe report to draw.",
        HelpName = "trace.json",
    };

    /// <summary>Declares it.</summary>
    /// <param name="run">What it does with the text's file and the trace's, if one is asked for; returns the exit code.</param>
    public QuickStartCommand(Func<Settings, string, string?, int> run)
        : base("Sends the words of a text to the experts of a mixture-of-experts layer, and checks what comes back.")
    {
        foreach (var option in new Option[] { _ranks, _experts, _topK, _hidden, _layout, _file, _trace })
            Options.Add(option);
        SetAction(parsed => run(Read(parsed), parsed.GetValue(_file) ?? Repository.Readme(), parsed.GetValue(_trace)));
    }

    private static ExpertLayout ParseLayout(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var layout in Enum.GetValues<ExpertLayout>())
        {
            if (text.Equals(layout.ToString(), StringComparison.OrdinalIgnoreCase))
                return layout;
        }

        result.AddError($"--layout is {text}; it is {string.Join(" or ", Enum.GetNames<ExpertLayout>())}.");
        return default;
    }

    private Settings Read(ParseResult parsed) => new(
        parsed.GetValue(_ranks), parsed.GetValue(_experts), parsed.GetValue(_topK), parsed.GetValue(_hidden),
        parsed.GetValue(_layout));
}
