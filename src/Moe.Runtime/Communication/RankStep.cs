namespace Moe.Runtime;

/// <summary>What a rank is at, such as <c>plan 3: dispatch</c>; put into words only where somebody asks.</summary>
/// <param name="Name">What.</param>
/// <param name="Plan">For which plan, from 1; 0 where it is for none.</param>
internal readonly record struct RankStep(string Name, int Plan = 0)
{
    public static implicit operator RankStep(string name) => new(name);

    public override string ToString() => Plan == 0 ? Name : $"plan {Plan}: {Name}";
}
