namespace Moe.Dsl;

/// <summary>The arrays that a block of statements declares; they end with it.</summary>
public readonly struct RegisterFrame : IDisposable
{
    private readonly RegisterStack _stack;
    private readonly int _top;

    internal RegisterFrame(RegisterStack stack)
    {
        _stack = stack;
        _top = stack.Top;
    }

    /// <summary>Ends them.</summary>
    public void Dispose() => _stack.Top = _top;
}
