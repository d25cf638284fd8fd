namespace Moe.Runtime.Compilation;

/// <summary>A native library that is needed is nowhere to be found.</summary>
public sealed class LibraryNotFoundException : Exception
{
    /// <summary>Says what was tried.</summary>
    /// <param name="library">The library, such as <c>NVRTC</c>.</param>
    /// <param name="tried">A sentence for each name, file and folder tried, with the reason why it gave none.</param>
    /// <param name="wayOut">What to do about it, a sentence.</param>
    public LibraryNotFoundException(string library, IReadOnlyList<string> tried, string wayOut)
        : base($"{library} was not found. {wayOut} Tried:" + string.Concat(tried.Select(line => $"\n  {line}")))
    {
        Library = library;
        Tried = tried;
    }

    /// <summary>The library, such as <c>NVRTC</c>.</summary>
    public string Library { get; }

    /// <summary>A sentence for each name, file and folder tried, with the reason why it gave none.</summary>
    public IReadOnlyList<string> Tried { get; }
}
