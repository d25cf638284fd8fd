using Moe.Generators.Cuda;
using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>Writes CUDA units as C# expressions.</summary>
internal static class UnitText
{
    /// <summary>
    /// Writes a unit's property, and the class that holds the unit: units refer to each other, and a class of its own
    /// initializes each when it is first asked for, whatever the order of files.
    /// </summary>
    public static void WriteProperty(
        CodeWriter writer,
        string reach,
        string property,
        string summary,
        string holder,
        DeclaredUnit declared,
        PlaceFiles files)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        if (declared.Unit is not { } unit)
        {
            writer.Line($"{reach} static global::Moe.Dsl.CudaUnit {property}")
                .Continuation($"=> {Throw(declared.Problem)};");
            return;
        }

        writer.Line($"{reach} static global::Moe.Dsl.CudaUnit {property} => {holder}.Unit;")
            .Blank()
            .Line($"private static class {holder}")
            .Open()
            .Line("internal static readonly global::Moe.Dsl.CudaUnit Unit = new(")
            .Continuation(Literal(unit.Name) + ",");
        WriteText(writer, unit.Text);
        writer.Continuation($"{CudaTranslator.PreludeVersion},");
        string end = files.HasLineInfo ? ") { HasLineInfo = true };" : ");";
        WritePlaces(writer, unit, files, unit.Needs.Count > 0 ? "," : end);
        for (int i = 0; i < unit.Needs.Count; i++)
            writer.Continuation(unit.Needs[i] + (i < unit.Needs.Count - 1 ? "," : end));
        writer.Close();
    }

    /// <summary>An expression that throws.</summary>
    public static string Throw(string problem)
        => $"throw new global::System.InvalidOperationException({Literal(problem)})";

    /// <summary>A string literal.</summary>
    public static string Literal(string text)
        => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>One literal for each line of the text, so that it can be read in the generated C# too.</summary>
    private static void WriteText(CodeWriter writer, string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
            writer.Continuation(Literal(lines[i] + "\n") + (i < lines.Length - 1 ? " +" : ","));
    }

    private static void WritePlaces(CodeWriter writer, UnitModel unit, PlaceFiles files, string end)
    {
        if (unit.Places.Count == 0)
        {
            writer.Continuation("[]" + end);
            return;
        }

        writer.Continuation("[");
        foreach (var place in unit.Places)
            writer.Continuation($"    new({place.CudaLine}, {Literal(files.FileOf(place))}, {place.Line}),");
        writer.Continuation("]" + end);
    }
}
