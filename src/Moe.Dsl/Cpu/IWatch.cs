using System.ComponentModel;

namespace Moe.Dsl;

/// <summary>
/// What a CPU body has to look out for. It is a type, so that the body is compiled once for each answer and asks nothing
/// where the answer is no.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWatch
{
    /// <summary>Whether the memory that the body is handed can be watched.</summary>
    static abstract bool IsOn { get; }

    /// <summary>
    /// Whether <c>BlockIdx.X * BlockDim.X + ThreadIdx.X</c> is an int for every thread of the row, and inside of the spans
    /// that are used at it: see <see cref="KernelThread.IsRowInside"/>.
    /// </summary>
    static abstract bool IsInside { get; }
}

/// <summary>Memory can be watched.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Watched : IWatch
{
    /// <inheritdoc/>
    public static bool IsOn => true;

    /// <inheritdoc/>
    public static bool IsInside => false;
}

/// <summary>Nobody watches memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unwatched : IWatch
{
    /// <inheritdoc/>
    public static bool IsOn => false;

    /// <inheritdoc/>
    public static bool IsInside => false;
}

/// <summary>Nobody watches memory, and the row's indices are known to be inside.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UnwatchedInside : IWatch
{
    /// <inheritdoc/>
    public static bool IsOn => false;

    /// <inheritdoc/>
    public static bool IsInside => true;
}
