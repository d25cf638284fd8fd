using System.ComponentModel;

namespace Moe.Dsl;

/// <summary>
/// Whether the memory that a CPU body is handed can be watched. It is a type, so that the body is compiled once for each
/// answer and asks nothing at an access where the answer is no.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWatch
{
    /// <summary>Whether it is.</summary>
    static abstract bool IsOn { get; }
}

/// <summary>It is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Watched : IWatch
{
    /// <inheritdoc/>
    public static bool IsOn => true;
}

/// <summary>It is not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unwatched : IWatch
{
    /// <inheritdoc/>
    public static bool IsOn => false;
}
