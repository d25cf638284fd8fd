using Moe.CpuBench;

// In Debug too: the CPU device is there to be debugged on.
var parts = new Dictionary<string, Action<TextWriter>>
{
    ["loops"] = Loops.Measure,
    ["barriers"] = Barriers.Measure,
    ["exchange"] = ExchangeStages.Measure,
};
if (args.FirstOrDefault(a => !parts.ContainsKey(a)) is { } unknown)
{
    string known = string.Join(", ", parts.Keys);
    Console.Error.WriteLine($"There is no part '{unknown}'. Name some of {known}, or none for all.");
    return 2;
}

foreach (var (name, measure) in parts)
{
    if (args.Length == 0 || args.Contains(name))
        measure(Console.Out);
}

return 0;
