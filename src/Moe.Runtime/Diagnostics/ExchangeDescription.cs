namespace Moe.Runtime;

/// <summary>What an exchange is, for those who look at it.</summary>
/// <param name="Routing">The routing's name, such as <c>App.BlockRouting</c>.</param>
/// <param name="Element">The element type's name, such as <c>BFloat16</c>.</param>
/// <param name="ElementBytes">Its size.</param>
/// <param name="Shape">What the ranks agreed on.</param>
internal sealed record ExchangeDescription(string Routing, string Element, int ElementBytes, ExchangeShape Shape)
{
    /// <summary>The bytes of a row.</summary>
    public long RowBytes => (long)Shape.Hidden * ElementBytes;

    /// <summary>Describes an exchange.</summary>
    public static unsafe ExchangeDescription Of<TRouting, T>(ExchangeShape shape)
        where TRouting : unmanaged
        where T : unmanaged
        => new(typeof(TRouting).ToString(), typeof(T).Name, sizeof(T), shape);
}
