namespace Moe.Runtime.Tests.Compilation;

/// <summary>A folder of one test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moe-test-");

    public string Path => _folder.FullName;

    public string[] Files => [.. _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public string OnlyFile => System.IO.Path.Combine(Path, Files.Single());

    public void Dispose() => _folder.Delete(recursive: true);
}
