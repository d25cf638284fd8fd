namespace Moe.Runtime;

/// <summary>What steps and stages are called outside: in metrics, activities and traces.</summary>
internal static class ExchangeNames
{
    /// <summary>A step's name.</summary>
    public static string Of(ExchangeStep step) => step switch
    {
        ExchangeStep.Plan => "plan",
        ExchangeStep.Dispatch => "dispatch",
        _ => "combine",
    };

    /// <summary>A step's activity, which stands among those of other libraries.</summary>
    public static string ActivityOf(ExchangeStep step) => step switch
    {
        ExchangeStep.Plan => "moe plan",
        ExchangeStep.Dispatch => "moe dispatch",
        _ => "moe combine",
    };

    /// <summary>A stage's name.</summary>
    public static string Of(ExchangeStage stage) => stage switch
    {
        ExchangeStage.Count => "count",
        ExchangeStage.Headers => "headers",
        ExchangeStage.Pack => "pack",
        ExchangeStage.Counts => "counts",
        ExchangeStage.Send => "send",
        ExchangeStage.Arrange => "arrange",
        ExchangeStage.Weigh => "weigh",
        ExchangeStage.SendBack => "send_back",
        _ => "sum",
    };
}
