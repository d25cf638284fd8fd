using System.CommandLine;

namespace Moe.Bench;

/// <summary>The command line.</summary>
internal sealed class BenchCommand : RootCommand
{
    private readonly Option<bool> _cpu = new("--cpu") { Description = "Small shapes on CPU ranks, by the wall clock." };

    private readonly Option<int?> _ranks = new("--ranks")
    {
        Description = "Ranks. [default: every GPU; with --cpu, 2]",
    };

    private readonly Option<int[]> _tokens = new("--tokens")
    {
        Description = "Tokens on each rank. [default: 128 4096 8192; with --cpu, 8 64]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _shapes = new("--shapes")
    {
        Description = "Models, by parts of their names. [default: all]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _iterations = new("--iterations")
    {
        Description = "Timed runs of each thing, after ten warm-ups.",
        DefaultValueFactory = _ => 50,
    };

    private readonly Option<string?> _json = new("--json") { Description = "A file for the results, as JSON." };

    /// <summary>Declares it.</summary>
    /// <param name="run">What it does; returns the exit code.</param>
    public BenchCommand(Func<Settings, string?, int> run)
        : base("Times mixture-of-experts exchanges, their stages, and the copies and transfers that they stand on.")
    {
        foreach (var option in new Option[] { _cpu, _ranks, _tokens, _shapes, _iterations, _json })
            Options.Add(option);
        foreach (var option in new Option[] { _ranks, _tokens, _iterations })
        {
            option.Validators.Add(result =>
            {
                foreach (var token in result.Tokens)
                {
                    if (!int.TryParse(token.Value, out int value) || value < 1)
                        result.AddError($"{option.Name} is {token.Value}; it is a whole number of 1 or more.");
                }
            });
        }

        SetAction(parsed => run(
            new Settings(
                parsed.GetValue(_cpu), parsed.GetValue(_ranks), parsed.GetValue(_tokens) ?? [],
                parsed.GetValue(_shapes) ?? [], parsed.GetValue(_iterations)),
            parsed.GetValue(_json)));
    }
}
