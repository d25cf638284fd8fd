namespace Moe.Report;

/// <summary>What stages are called where people read.</summary>
internal static class StageWords
{
    /// <summary>A stage's label; its name where it is a newer one.</summary>
    public static string Label(string stage) => stage switch
    {
        "count" => "route and count",
        "headers" => "exchange headers",
        "pack" => "pack",
        "counts" => "wait for counts",
        "send" => "send and receive",
        "arrange" => "arrange for experts",
        "weigh" => "weigh",
        "send_back" => "send back",
        "sum" => "sum",
        _ => stage,
    };
}
