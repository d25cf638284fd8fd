namespace Moe.Cli.Tests;

/// <summary>A temporary folder, deleted with all that is in it.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("moe-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
