namespace Moe.Dsl;

/// <summary>
/// One declaration in CUDA C++: what a C# declaration became, or a header of the prelude. Units are linked depth first,
/// each once, into the text of a program.
/// </summary>
public sealed class CudaUnit
{
    private string? _source;

    /// <summary>Declares a unit. Generated code calls this.</summary>
    /// <param name="name">The qualified CUDA name, such as <c>App::BlockRouting</c>, or the header's file name.</param>
    /// <param name="text">The declaration, ending in a line break.</param>
    /// <param name="preludeVersion">The version of the prelude that <paramref name="text"/> was generated for.</param>
    /// <param name="places">Where the lines of <paramref name="text"/> come from.</param>
    /// <param name="needs">The units whose declarations have to stand before this one.</param>
    public CudaUnit(
        string name, string text, int preludeVersion, IReadOnlyList<CudaPlace> places, params CudaUnit[] needs)
    {
        Name = name;
        Text = text;
        PreludeVersion = preludeVersion;
        Places = places;
        Needs = needs;
    }

    /// <summary>The qualified CUDA name, or the header's file name.</summary>
    public string Name { get; }

    /// <summary>This declaration alone.</summary>
    public string Text { get; }

    /// <summary>The version of the prelude that <see cref="Text"/> was generated for.</summary>
    public int PreludeVersion { get; }

    /// <summary>Where the lines of <see cref="Text"/> come from, in rising order of lines.</summary>
    public IReadOnlyList<CudaPlace> Places { get; }

    /// <summary>
    /// Whether programs name the C# lines of <see cref="Places"/> in <c>#line</c> directives: the project of its
    /// declaration sets MoeLineInfo.
    /// </summary>
    public bool HasLineInfo { get; init; }

    /// <summary>The units that have to stand before this one.</summary>
    public IReadOnlyList<CudaUnit> Needs { get; }

    /// <summary>This declaration and all it needs.</summary>
    /// <exception cref="InvalidOperationException">
    /// Two units that it needs share a name and differ in text, or one was generated for another prelude.
    /// </exception>
    public string Source => _source ??= CudaProgram.Link([this]).Source;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
