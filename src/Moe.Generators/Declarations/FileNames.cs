using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Declarations;

/// <summary>What generated files are called. Their names do not tell upper case from lower.</summary>
internal static class FileNames
{
    /// <summary>A type's C# name; with a number, where another's differs in case alone.</summary>
    public static string Of(INamedTypeSymbol type)
        => Spelling.FullName(type) + Number(type.Name, type.ContainingSymbol is INamespaceOrTypeSymbol around
            ? around.GetTypeMembers().Select(t => t.Name)
            : []);

    /// <summary>The name of a function's unit, in the same way.</summary>
    public static string Of(string unitProperty, INamedTypeSymbol type)
        => unitProperty + Number(unitProperty, type.GetMembers().Select(m => m.Name));

    private static string Number(string name, IEnumerable<string> names)
    {
        int before = names.Where(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)).Distinct()
            .Count(n => string.CompareOrdinal(n, name) < 0);
        return before == 0 ? "" : "-" + (before + 1).ToString(CultureInfo.InvariantCulture);
    }
}
