using Microsoft.CodeAnalysis;

namespace Moe.Generators;

/// <summary>Which files' bodies and places something is made from.</summary>
internal static class FilesRead
{
    [ThreadStatic]
    private static HashSet<SyntaxTree>? s_files;

    /// <summary>Notes a file that is read on this thread; nothing where nobody asks.</summary>
    public static void Note(SyntaxTree file) => s_files?.Add(file);

    /// <summary>Does something, and says which files it has read.</summary>
    public static IReadOnlyCollection<SyntaxTree> While(Action work)
    {
        var outer = s_files;
        var files = s_files = [];
        try
        {
            work();
        }
        finally
        {
            s_files = outer;
        }

        return files;
    }
}
