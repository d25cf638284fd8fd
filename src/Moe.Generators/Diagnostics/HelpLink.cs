using System.Reflection;

namespace Moe.Generators;

/// <summary>
/// Where the page of a diagnostic is read. An editor opens only absolute addresses, which the project file gives once the
/// project has one: see DiagnosticHelpUrl in Directory.Build.props.
/// </summary>
internal static class HelpLink
{
    private static readonly string Folder = typeof(HelpLink).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "DiagnosticHelpUrl").Value!;

    /// <summary>The page of an id.</summary>
    public static string Of(string id) => $"{Folder}{id}.md";
}
