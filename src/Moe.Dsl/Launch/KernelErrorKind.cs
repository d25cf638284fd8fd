namespace Moe.Dsl;

/// <summary>What a kernel did wrong on the CPU device.</summary>
public enum KernelErrorKind
{
    /// <summary>It threw something else; the inner exception says what.</summary>
    Exception,

    /// <summary>It read or wrote out of range.</summary>
    Index,

    /// <summary>Threads wait at places where they cannot meet, or a lane asks one that does not take part.</summary>
    Barrier,

    /// <summary>Two threads use one place, one of them writes, and nothing orders them.</summary>
    Race,

    /// <summary>It read shared memory that no thread of the block has written.</summary>
    Unwritten,

    /// <summary>An int or long is too large for its type.</summary>
    Overflow,

    /// <summary>An integer was divided by zero.</summary>
    DivisionByZero,

    /// <summary>Threads wait for what cannot happen.</summary>
    Deadlock,
}
