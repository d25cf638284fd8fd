using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>
/// Goes wherever the expert's id says, which may be out of range: id (rank + 4) * 16 + expert + 4. See
/// <see cref="IdOf"/>.
/// </summary>
[Routing]
public readonly partial struct EncodedRouting : IRouting
{
    /// <summary>E for ranks up to 11 and experts up to 11, and as far as 4 below zero.</summary>
    public const int Experts = 256;

    /// <summary>The id that goes there.</summary>
    public static int IdOf(int rank, int expert) => ((rank + 4) * 16) + expert + 4;

    [Dispatch]
    public Destination Route(Assignment choice) => new((choice.Expert / 16) - 4, (choice.Expert % 16) - 4);
}
