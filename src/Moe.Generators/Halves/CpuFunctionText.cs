using Moe.Generators.Cpu;
using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>Writes CPU bodies, under the author's lines.</summary>
internal static class CpuFunctionText
{
    private const string ComponentModel = "global::System.ComponentModel";
    private const string Compiler = "global::System.Runtime.CompilerServices";

    public static void Write(CodeWriter writer, CpuFunction function)
    {
        if (!function.Signature.StartsWith("private ", StringComparison.Ordinal))
            writer.Line($"[{ComponentModel}.EditorBrowsable({ComponentModel}.EditorBrowsableState.Never)]");
        if (function.Body is not { } body)
        {
            string problem = function.Problem.Length > 0 ? function.Problem : "An error is reported in its text.";
            writer.Line(function.Signature).Continuation($"=> {UnitText.Throw(problem)};");
            return;
        }

        if (function.Row is { } row)
        {
            // An exception's stack keeps the author's line only where the body has a frame of its own.
            writer.Line($"[{Compiler}.MethodImpl({Compiler}.MethodImplOptions.NoInlining)]").Line(function.Signature);
            WriteRow(writer, row, body);
        }
        else if (function.Loop is { } loop)
        {
            writer.Line(function.Signature);
            WriteChoice(writer, loop, body);
            WriteLoop(writer.Blank().Line(loop.Signature), loop, body);
        }
        else
        {
            writer.Line(function.Signature);
            WriteBody(writer, body);
        }
    }

    /// <summary>A loop over threads, around the author's text.</summary>
    private static void WriteRow(CodeWriter writer, RowModel row, CpuBody body)
    {
        writer.Open();
        if (body.File.Length > 0)
            writer.Raw("#line hidden");
        foreach (string place in CpuBody.Places)
            writer.Line($"global::Moe.Dsl.GridSize {CpuBody.LocalOf(place)} = {CpuBody.Thread}.{place};");

        // A thread that cannot fail need not say which one it is.
        string says = row.Index is { IsSure: true } ? $"if (!{CpuBody.Watch}.IsInside) " : "";
        writer.Line($"for (int __x = {CpuBody.First}; __x < {CpuBody.End}; __x++)").Open()
            .Line($"{says}{CpuBody.Thread}.MoveTo(__x);")
            .Line($"{CpuBody.LocalOf("ThreadIdx")} = {CpuBody.LocalOf("ThreadIdx")} with {{ X = __x }};");
        foreach (var parameter in row.Parameters)
            WriteCopy(writer, parameter);
        WriteBody(writer, body);
        if (body.File.Length > 0)
            writer.Raw("#line hidden");
        writer.Line($"{CpuBody.Next}: ;").Close().Close();
        if (body.File.Length > 0)
            writer.Raw("#line default");
    }

    /// <summary>A call of a loop, compiled for what there is to watch. A debugger steps through it.</summary>
    private static void WriteChoice(CodeWriter writer, LoopModel loop, CpuBody body)
    {
        string arguments = string.Join(", ", loop.Parameters.Select(p => p.Argument).Prepend(CpuBody.Thread));
        string Call(string watch)
            => (loop.Returns ? "return " : "")
                + $"{loop.Name}<{string.Join(", ", loop.TypeParameters.Append(watch))}>({arguments});";
        if (body.File.Length > 0)
            writer.Raw("#line hidden");
        writer.Open()
            .Line($"if ({CpuBody.Thread}.HasWatchedMemory)").Continuation(Call("global::Moe.Dsl.Watched"))
            .Line("else").Continuation(Call("global::Moe.Dsl.Unwatched"))
            .Close();
        if (body.File.Length > 0)
            writer.Raw("#line default");
    }

    /// <summary>The author's text, behind copies of the memory it is handed.</summary>
    private static void WriteLoop(CodeWriter writer, LoopModel loop, CpuBody body)
    {
        writer.Open();
        if (body.File.Length > 0)
            writer.Raw("#line hidden");
        foreach (var parameter in loop.Parameters.Where(LoopModel.Copies))
            WriteCopy(writer, parameter);
        WriteBody(writer, body);
        writer.Close();
    }

    private static void WriteCopy(CodeWriter writer, ParameterModel parameter)
        => writer.Line($"{parameter.Type} {parameter.Name} = {parameter.Copied};");

    private static void WriteBody(CodeWriter writer, CpuBody body)
    {
        if (body.File.Length > 0)
            writer.Raw($"#line {body.Line} \"{body.File}\"").Raw(body.Text).Raw("#line default");
        else
            writer.Raw(body.Text);
    }
}
