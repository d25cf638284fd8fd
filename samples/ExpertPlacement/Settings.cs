using Samples;

namespace ExpertPlacement;

/// <summary>What to run.</summary>
internal sealed record Settings
{
    /// <summary>H: enough to see it work.</summary>
    public const int Hidden = 16;

    /// <summary>As many as the routing has bits for.</summary>
    public const int MaxNodes = 32;

    /// <summary>R.</summary>
    public required int Ranks { get; init; }

    /// <summary>Ranks that share a node; the last node may have fewer.</summary>
    public required int RanksPerNode { get; init; }

    /// <summary>E.</summary>
    public required int Experts { get; init; }

    /// <summary>K.</summary>
    public required int TopK { get; init; }

    /// <summary>T, of each rank.</summary>
    public required int Tokens { get; init; }

    /// <summary>Replicas beside the first ones, of all experts together.</summary>
    public required int Replicas { get; init; }

    /// <summary>The most nodes that a token goes to.</summary>
    public required int MostNodes { get; init; }

    /// <summary>The part of a token's weight, in percent, below which a choice is dropped.</summary>
    public required int DropBelow { get; init; }

    /// <summary>What a choice has to weigh.</summary>
    public float LeastWeight => DropBelow / 100f;

    /// <summary>The node that a rank is on.</summary>
    public int NodeOf(int rank) => rank / RanksPerNode;

    /// <summary>Checks what one option alone cannot know.</summary>
    /// <exception cref="UsageException">They do not fit together.</exception>
    public void ThrowIfUnfit()
    {
        if (TopK > Experts)
            throw new UsageException($"--topk is {TopK}, but there are only {Experts} experts to choose from.");
        if (Experts < Ranks)
            throw new UsageException($"--experts is {Experts}, but each of the {Ranks} ranks needs one.");
    }
}
