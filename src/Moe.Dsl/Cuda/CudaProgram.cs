using System.Text;

namespace Moe.Dsl;

/// <summary>A whole CUDA C++ program: units in an order in which each stands after all it needs.</summary>
public sealed class CudaProgram
{
    private CudaProgram(string source, IReadOnlyList<CudaPlace> places)
    {
        Source = source;
        Places = places;
    }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>Where the lines of <see cref="Source"/> come from, in rising order of lines.</summary>
    public IReadOnlyList<CudaPlace> Places { get; }

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

    private sealed class Linker
    {
        private readonly Dictionary<string, CudaUnit> _linked = new(StringComparer.Ordinal);
        private readonly StringBuilder _text = new();
        private readonly List<CudaPlace> _places = [];
        private int _lines;

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
                Append(unit);
        }

        public CudaProgram Finish() => new(_text.ToString(), _places);

        private void Append(CudaUnit unit)
        {
            if (_text.Length > 0)
            {
                _text.Append('\n');
                _lines++;
            }

            // A unit without places ends the reach of the one before it.
            _places.Add(new CudaPlace(_lines + 1, "", 0));
            foreach (var place in unit.Places)
                _places.Add(place with { CudaLine = place.CudaLine + _lines });
            _text.Append(unit.Text);
            _lines += unit.Text.AsSpan().Count('\n');
        }
    }
}
