using System.CommandLine;
using Moe.Fuzz.Ways;
using Moe.Runtime;
using Spectre.Console;

namespace Moe.Fuzz;

/// <summary>
/// Runs random device functions and kernels as C#, as the CPU body and as the emitted text, and prints those on which
/// they differ. Ends with 1 where any do.
/// </summary>
internal sealed class FuzzCommand : RootCommand
{
    private readonly Option<long> _count = new("--count")
    {
        Description = "How many cases.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Decides what is drawn.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<long> _first = new("--first")
    {
        Description = "The number of the first case; each is drawn from the seed and its number alone.",
        HelpName = "N",
    };

    private readonly Option<bool> _gpu = new("--gpu")
    {
        Description = "Runs them on the first GPU, too.",
    };

    /// <summary>Declares it.</summary>
    /// <param name="console">Where progress and findings go.</param>
    public FuzzCommand(IAnsiConsole console)
        : base("Holds C#, the CPU body and the emitted text of random device code against each other.")
    {
        Options.Add(_count);
        Options.Add(_seed);
        Options.Add(_first);
        Options.Add(_gpu);
        SetAction(parsed =>
        {
            if (parsed.GetValue(_gpu) && CudaDevice.WhyNone is { } reason)
            {
                Console.Error.WriteLine(reason);
                return 2;
            }

            using var gpu = parsed.GetValue(_gpu) ? new GpuWay() : null;
            return Run(console, new Fuzzer(gpu), parsed.GetValue(_seed), parsed.GetValue(_first), parsed.GetValue(_count));
        });
    }

    private static int Run(IAnsiConsole console, Fuzzer fuzzer, ulong seed, long first, long count)
    {
        if (NativeWay.Compiler is null)
            console.WriteLine("There is no g++ here: the emitted text is not run on the CPU.");
        int found = 0;
        console.Progress().Start(context =>
        {
            var task = context.AddTask($"seed {seed}", maxValue: count);
            foreach (var disagreements in fuzzer.Fuzz(seed, first, count))
            {
                foreach (var disagreement in disagreements)
                    console.WriteLine(DisagreementText.Of(disagreement));
                found += disagreements.Count;
                task.Value = fuzzer.Run + fuzzer.NotCSharp;
            }
        });
        console.WriteLine(
            $"{fuzzer.Run} cases ran, {fuzzer.Kernels} of them kernels; {found} disagreements. {fuzzer.Errors} runs ended with "
            + $"an exception, in the CPU body as in C#. {fuzzer.NotCSharp} drawn texts were no C#.");
        return found == 0 ? 0 : 1;
    }
}
