using Microsoft.Extensions.Logging;

namespace Moe.Runtime;

/// <summary>
/// The shape of an exchange. All ranks give the same, apart from <see cref="LocalExperts"/>, <see cref="Stream"/> and
/// <see cref="LoggerFactory"/>.
/// </summary>
public sealed record ExchangeOptions
{
    /// <summary>E: the experts that the gate chooses among, on all ranks together; 1 or more.</summary>
    public required int Experts { get; init; }

    /// <summary>K: the choices a token has, 1 to 32.</summary>
    public required int TopK { get; init; }

    /// <summary>H: the elements of a token's row; 1 or more.</summary>
    public required int Hidden { get; init; }

    /// <summary>
    /// L: the experts on this rank, 0 or more; ranks may differ. Null means E / R, which then has to be whole.
    /// </summary>
    public int? LocalExperts { get; init; }

    /// <summary>How dispatched rows are laid out.</summary>
    public ExpertLayout Layout { get; init; } = ExpertLayout.ByRank;

    /// <summary>
    /// ByExpert: what the first row of each expert is a multiple of, as grouped matrix products ask for; 1 or more.
    /// </summary>
    public int ExpertAlignment { get; init; } = 1;

    /// <summary>
    /// What this rank's exchange is ordered on, of the rank's device; null: <see cref="Rank.Stream"/>. It reads what was
    /// written there before a call, and what it writes is read there after. It outlives the exchange, its plans and
    /// their results.
    /// </summary>
    public DeviceStream? Stream { get; init; }

    /// <summary>Where this rank's exchange logs, under <c>Moe.Runtime.ExpertExchange</c>; null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
