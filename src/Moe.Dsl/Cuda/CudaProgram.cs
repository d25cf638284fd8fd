namespace Moe.Dsl;

/// <summary>A whole CUDA C++ program: units in an order in which each stands after all it needs.</summary>
public sealed class CudaProgram
{
    private CudaProgram(string source, IReadOnlyList<CudaPlace> places, bool hasLineInfo)
    {
        Source = source;
        Places = places;
        HasLineInfo = hasLineInfo;
    }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>Where the lines of <see cref="Source"/> come from, in rising order of lines.</summary>
    public IReadOnlyList<CudaPlace> Places { get; }

    /// <summary>
    /// Whether <see cref="Source"/> has <c>#line</c> directives: one of its units asks for them. The others' lines are
    /// then counted from 1 under the unit's name.
    /// </summary>
    public bool HasLineInfo { get; }

    /// <summary>Links units and all they need, depth first, each once.</summary>
    /// <exception cref="InvalidOperationException">
    /// Two units share a name and differ in text, or one was generated for another version of the prelude.
    /// </exception>
    public static CudaProgram Link(IEnumerable<CudaUnit> units)
    {
        var linker = new Linker();
        foreach (var unit in units)
            linker.Add(unit);
        return linker.Finish();
    }

    /// <summary>The C# place of a line of <see cref="Source"/>: the nearest one at or above it in the same unit.</summary>
    /// <param name="cudaLine">A line of <see cref="Source"/>, from 1.</param>
    /// <returns>The place, or null where the line is the prelude's.</returns>
    public CudaPlace? PlaceOf(int cudaLine)
    {
        CudaPlace? nearest = null;
        foreach (var place in Places)
        {
            if (place.CudaLine > cudaLine)
                break;
            nearest = place;
        }

        return nearest is { Line: > 0 } ? nearest : null;
    }

    /// <summary>The place of a line of a C# file: the last one of <see cref="Places"/> at or above it.</summary>
    /// <param name="file">The file, as <see cref="CudaPlace.File"/> names it.</param>
    /// <param name="line">A line of it, from 1.</param>
    /// <returns>The place, or null where nothing comes from there.</returns>
    public CudaPlace? PlaceOf(string file, int line)
        => Places.Where(place => place.File == file && place.Line <= line)
            .Select(place => (CudaPlace?)place).MaxBy(place => place!.Value.Line);

    private sealed class Linker
    {
        private readonly Dictionary<string, CudaUnit> _linked = new(StringComparer.Ordinal);
        private readonly List<CudaUnit> _units = [];

        public void Add(CudaUnit unit)
        {
            if (_linked.TryGetValue(unit.Name, out var present))
            {
                if (present.Text != unit.Text)
                {
                    throw new InvalidOperationException(
                        $"Two different CUDA declarations are both named {unit.Name}. Rename one of them, or put it in "
                        + "another namespace.");
                }

                return;
            }

            if (unit.PreludeVersion != CudaPrelude.Version)
            {
                throw new InvalidOperationException(
                    $"The CUDA text of {unit.Name} was generated for version {unit.PreludeVersion} of Moe's prelude, but "
                    + $"this is Moe.Dsl with version {CudaPrelude.Version}. Rebuild the assembly that declares "
                    + $"{unit.Name} with the Moe.Generators that belongs to this Moe.Dsl.");
            }

            _linked.Add(unit.Name, unit);
            foreach (var need in unit.Needs)
                Add(need);
            if (unit.Text.Length > 0)
                _units.Add(unit);
        }

        public CudaProgram Finish()
        {
            bool hasLineInfo = _units.Any(unit => unit.HasLineInfo);
            var text = new ProgramText(hasLineInfo);
            foreach (var unit in _units)
                text.Append(unit);
            return new CudaProgram(text.ToString(), text.Places, hasLineInfo);
        }
    }
}
