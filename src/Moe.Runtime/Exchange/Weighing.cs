namespace Moe.Runtime;

/// <summary>Where an exchange's combine multiplies answers by their weights.</summary>
internal enum Weighing
{
    /// <summary>Not at all: a row serves several choices, and the caller weighs.</summary>
    ByCaller,

    /// <summary>Where the experts are, before the answers are sent back.</summary>
    AtExperts,

    /// <summary>
    /// Where the token is. By rank with K = 1 the experts' rows are in the order in which they are sent back, and a sum
    /// has one term: value times weight is rounded once, to the same bits on either side, and here it costs no pass of
    /// its own. A <c>[Combine]</c> method stays with the experts, whose rank's routing may hold another state.
    /// </summary>
    AtSource,
}
