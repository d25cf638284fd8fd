using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Fuzz.Drawing;

namespace Moe.Fuzz;

/// <summary>Writes a disagreement for people: what differs, how to see it again, and the C#, ready to paste.</summary>
internal static class DisagreementText
{
    public static string Of(Disagreement found)
    {
        var drawn = found.Result.Case;
        var text = new StringBuilder()
            .AppendLine($"// {found.What.ReplaceLineEndings("\n//   ")}")
            .AppendLine($"// --seed {drawn.Seed} --first {drawn.Number} --count 1");
        if (drawn.Grid is { } grid)
            text.AppendLine($"// {grid.Blocks} blocks of {grid.Threads} threads; the input is drawn from the seed");
        else if (found.Way is not null)
            AppendInput(text, found);
        string source = CSharpSyntaxTree.ParseText(drawn.Source).GetRoot().NormalizeWhitespace().ToFullString();
        return text.AppendLine(source).ToString();
    }

    private static void AppendInput(StringBuilder text, Disagreement found)
    {
        foreach (var area in found.Result.Case.Areas)
        {
            var memory = found.Result.Input.AsSpan(CaseMemory.OffsetOf(area, found.Input));
            var values = new List<string>();
            for (int i = 0; i < CaseMemory.Elements; i++)
                values.Add(area.Show(area.Read(memory, i)));
            text.AppendLine($"// {area.Area}: {string.Join(", ", values)}");
        }
    }
}
