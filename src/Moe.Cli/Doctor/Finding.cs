namespace Moe.Cli;

/// <summary>What is to be said about one thing.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Subject">The thing, such as <c>NVRTC</c>.</param>
/// <param name="Found">What was found, in a few words.</param>
/// <param name="Where">Where, or empty.</param>
/// <param name="Advice">What is wrong and what to do about it; null where there is nothing to do.</param>
internal sealed record Finding(FindingState State, string Subject, string Found, string Where = "", string? Advice = null);
