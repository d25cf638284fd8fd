using Moe.Runtime;

namespace Moe.Bench;

/// <summary>One exchange to measure.</summary>
/// <param name="Shape">The model's shape.</param>
/// <param name="Tokens">T, the same on each rank.</param>
/// <param name="Layout">How dispatched rows are laid out.</param>
internal sealed record Case(Shape Shape, int Tokens, ExpertLayout Layout)
{
    /// <summary>As the PyTorch baseline names its cases; its two algorithms do what the two layouts do.</summary>
    public string Label
        => $"{(Layout == ExpertLayout.ByRank ? "rank" : "expert")} T={Tokens} H={Shape.Hidden} E={Shape.Experts} "
            + $"k={Shape.TopK} bf16";
}
