namespace Moe.Dsl;

/// <summary>A size, or an index, along x, y and z.</summary>
public readonly record struct GridSize(int X, int Y = 1, int Z = 1)
{
    /// <summary>X times Y times Z.</summary>
    public long Count => (long)X * Y * Z;

    /// <summary>A size along x alone.</summary>
    public static implicit operator GridSize(int x) => new(x);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";
}
