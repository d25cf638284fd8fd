namespace QuickStart.Tests;

/// <summary>A file that is there for one test.</summary>
internal sealed class TextFile : IDisposable
{
    public TextFile(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
