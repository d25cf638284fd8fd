using System.Globalization;
using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda;

namespace Moe.Generators.Declarations;

/// <summary>A declaration's CUDA unit, or what to say where there is none.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Problem">Why there is no unit, a sentence; empty where there is one.</param>
internal sealed record DeclaredUnit(UnitModel? Unit, string Problem)
{
    public static DeclaredUnit Of(ISymbol symbol, Translation translation)
        => translation.Unit is { } unit
            ? new DeclaredUnit(unit, "")
            : new DeclaredUnit(null, $"{Spelling.FullName(symbol)} is in error: {Reason(translation)}");

    private static string Reason(Translation translation)
        => translation.Diagnostics.IsEmpty
            ? "the C# compiler says why."
            : string.Join(
                " ",
                translation.Diagnostics.Select(d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}").Distinct());
}
