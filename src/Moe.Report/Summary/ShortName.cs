namespace Moe.Report;

/// <summary>A type's name without its namespaces.</summary>
internal static class ShortName
{
    /// <summary>Such as <c>BlockRouting</c> for <c>App.Routings.BlockRouting</c>.</summary>
    public static string Of(string name)
    {
        // Dots in type arguments belong to those.
        int end = name.IndexOfAny(['[', '<', '`']);
        int dot = (end < 0 ? name : name[..end]).LastIndexOfAny(['.', '+']);
        return name[(dot + 1)..];
    }
}
