namespace Moe.Runtime;

/// <summary>Reads what the ranks have said about a plan; whoever has made it.</summary>
internal interface IPlanReader
{
    /// <summary>Waits for counts and verdicts, and not for what was enqueued after them.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ExchangeException">More rows could arrive somewhere than an int can count.</exception>
    void ReadCounts(PlanState state, CountTables counts);
}
