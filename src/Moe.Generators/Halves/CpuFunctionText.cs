using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>Writes CPU bodies, under the author's lines.</summary>
internal static class CpuFunctionText
{
    private const string ComponentModel = "global::System.ComponentModel";

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

        writer.Line(function.Signature);
        if (body.File.Length > 0)
            writer.Raw($"#line {body.Line} \"{body.File}\"").Raw(body.Text).Raw("#line default");
        else
            writer.Raw(body.Text);
    }
}
