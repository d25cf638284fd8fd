namespace Moe.Runtime;

/// <summary>What a call of an exchange has the device do, one after the other.</summary>
internal enum ExchangeStage
{
    /// <summary>Plan: evaluates the routing and counts.</summary>
    Count,

    /// <summary>Plan: exchanges headers and places what will arrive.</summary>
    Headers,

    /// <summary>Dispatch: copies what goes to other ranks into one place.</summary>
    Pack,

    /// <summary>Dispatch: has nothing to do until the host has read the counts.</summary>
    Counts,

    /// <summary>Dispatch: sends and receives rows, and at first their metadata.</summary>
    Send,

    /// <summary>Dispatch: lays out the rows that the experts get.</summary>
    Arrange,

    /// <summary>Combine: weighs and adds the answers for other ranks.</summary>
    Weigh,

    /// <summary>Combine: sends and receives answers.</summary>
    SendBack,

    /// <summary>Combine: weighs this rank's own answers, and adds all of a token's.</summary>
    Sum,
}
