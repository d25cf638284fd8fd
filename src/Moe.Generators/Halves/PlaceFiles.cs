using Moe.Generators.Cuda;

namespace Moe.Generators.Halves;

/// <summary>How the files of places are written.</summary>
/// <param name="ProjectDirectory">The project's folder, as <see cref="SymbolFile.OfProject"/> has it.</param>
/// <param name="HasLineInfo">
/// Whether the project sets MoeLineInfo: then tools that read machine code have to find the files, so they are named as in
/// debugging symbols. Without it they are relative to the project, and the same on every machine.
/// </param>
internal sealed record PlaceFiles(string ProjectDirectory, bool HasLineInfo)
{
    /// <summary>A place's file; one that stands outside the project by its name alone.</summary>
    public string FileOf(PlaceModel place)
    {
        if (HasLineInfo)
            return place.File;
        return ProjectDirectory.Length > 0 && place.File.StartsWith(ProjectDirectory, StringComparison.Ordinal)
            ? place.File.Substring(ProjectDirectory.Length)
            : place.File.Substring(place.File.LastIndexOf('/') + 1);
    }
}
