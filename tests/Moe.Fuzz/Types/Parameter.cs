namespace Moe.Fuzz.Types;

/// <summary>A parameter of a drawn method: a value, a reference or a span.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or a span's element type.</param>
/// <param name="Modifier"><c>ref</c>, <c>out</c>, <c>in</c>, or nothing.</param>
/// <param name="Span"><c>Span</c>, <c>ReadOnlySpan</c>, or nothing.</param>
internal sealed record Parameter(string Name, IValueType Type, string Modifier = "", string Span = "")
{
    /// <summary>As C# declares it.</summary>
    public string Text => $"{(Modifier.Length > 0 ? Modifier + " " : "")}{(Span.Length > 0 ? $"{Span}<{Type.Name}>" : Type.Name)} {Name}";
}
