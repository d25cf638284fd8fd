namespace Moe.TestRank;

/// <summary>What one rank does wrong after the first exchange, for the others to be told of.</summary>
internal enum Misdeed
{
    /// <summary>Nothing: after a hundred exchanges all end.</summary>
    None,

    /// <summary>Nothing, and there is no end: somebody kills a process.</summary>
    Forever,

    /// <summary>It does not come again.</summary>
    Stop,

    /// <summary>It throws.</summary>
    Throw,

    /// <summary>It makes an exchange of another hidden size.</summary>
    Options,

    /// <summary>It dispatches tokens of another hidden size.</summary>
    Shape,

    /// <summary>It combines where the others dispatch.</summary>
    Call,
}
