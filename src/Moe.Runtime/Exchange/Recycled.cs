namespace Moe.Runtime;

/// <summary>Objects that are used again, so that as many as were in use before cost nothing. For one thread at a time.</summary>
/// <param name="make">Makes one more.</param>
internal sealed class Recycled<T>(Func<Recycled<T>, T> make)
{
    private readonly Stack<T> _idle = [];

    /// <summary>One that nobody else uses.</summary>
    public T Rent() => _idle.TryPop(out var idle) ? idle : make(this);

    /// <summary>Takes one back.</summary>
    public void Return(T rented) => _idle.Push(rented);
}
