using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda;

/// <summary>What became of a declaration: a unit, or the reasons why there is none.</summary>
internal sealed class Translation(UnitModel? unit, ImmutableArray<Diagnostic> diagnostics)
{
    /// <summary>
    /// The unit. Null where there are diagnostics, and where the C# compiler reports errors of its own.
    /// </summary>
    public UnitModel? Unit { get; } = unit;

    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
