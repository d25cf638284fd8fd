using Samples;

namespace QuickStart;

/// <summary>The repository that the sample was built in.</summary>
internal static class Repository
{
    /// <summary>
    /// Its folder: the nearest one above the application that holds the solution; null where the application has been
    /// moved out of it.
    /// </summary>
    public static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Moe.sln")))
                return folder.FullName;
        }

        return null;
    }

    /// <summary>Its README.</summary>
    /// <exception cref="UsageException">The application has been moved out of it.</exception>
    public static string Readme() => Path.Combine(
        Folder() ?? throw new UsageException("The README is not above this application; name a text with --file."),
        "README.md");
}
