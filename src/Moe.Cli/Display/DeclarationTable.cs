using Spectre.Console;

namespace Moe.Cli;

/// <summary>Lists declarations.</summary>
internal static class DeclarationTable
{
    /// <summary>A line for each: kind, C# name, CUDA name.</summary>
    public static Table Of(IEnumerable<Declaration> declarations)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Kind", "C#", "CUDA C++");
        foreach (var declaration in declarations)
        {
            table.AddRow(
                new Text(declaration.Kind.ToString().ToLowerInvariant(), Color.Grey),
                new Text(declaration.Name),
                CudaNameOf(declaration));
        }

        return table;
    }

    private static Text CudaNameOf(Declaration declaration)
    {
        try
        {
            return new Text(declaration.Unit.Name);
        }
        catch (InspectException e)
        {
            return new Text(e.Message, Color.Red);
        }
    }
}
