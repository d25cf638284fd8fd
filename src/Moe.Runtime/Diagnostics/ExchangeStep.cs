namespace Moe.Runtime;

/// <summary>The calls of an exchange.</summary>
internal enum ExchangeStep
{
    Plan,
    Dispatch,
    Combine,
}
