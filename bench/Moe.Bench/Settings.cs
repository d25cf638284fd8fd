using Moe.Runtime;

namespace Moe.Bench;

/// <summary>What to measure.</summary>
/// <param name="OnCpu">On CPU ranks, small shapes.</param>
/// <param name="Ranks">R; null means every GPU, or two CPU ranks.</param>
/// <param name="Tokens">The T to measure; none means the usual ones.</param>
/// <param name="Models">Parts of the names of the shapes to measure; none means all.</param>
/// <param name="Iterations">Timed runs of each thing.</param>
internal sealed record Settings(bool OnCpu, int? Ranks, int[] Tokens, string[] Models, int Iterations)
{
    /// <summary>The ranks to measure on.</summary>
    /// <exception cref="UsageException">There is no GPU, or there are too few.</exception>
    public RankGroup CreateGroup()
    {
        if (OnCpu)
            return RankGroup.Cpu(Ranks ?? 2);
        if (CudaDevice.WhyNone is { } reason)
        {
            throw new UsageException(
                $"{reason}\nTo try the benchmark without a GPU, say --cpu: small shapes on CPU ranks.");
        }

        if (Ranks > CudaDevice.Count)
        {
            throw new UsageException(
                $"--ranks is {Ranks}; each rank has a GPU of its own, and this process sees {CudaDevice.Count}.");
        }

        return RankGroup.Gpus(Ranks);
    }

    /// <summary>The exchanges to measure.</summary>
    /// <param name="ranks">R.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public IReadOnlyList<Case> Cases(int ranks)
    {
        var shapes = OnCpu ? Shape.Small : Shape.Models;
        int[] tokens = Tokens.Length > 0 ? Tokens : OnCpu ? [8, 64] : [128, 4096, 8192];
        Case[] cases =
        [
            .. from shape in shapes
               where shape.Experts % ranks == 0 && IsAskedFor(shape)
               from count in tokens
               from layout in Enum.GetValues<ExpertLayout>()
               select new Case(shape, count, layout),
        ];
        if (cases.Length == 0)
        {
            throw new UsageException(
                $"No shape fits --shapes, with experts that {ranks} ranks can share evenly. There are: "
                + $"{string.Join(", ", shapes.Select(shape => shape.Model))}.");
        }

        return cases;
    }

    private bool IsAskedFor(Shape shape)
        => Models.Length == 0 || Models.Any(name => shape.Model.Contains(name, StringComparison.OrdinalIgnoreCase));
}
