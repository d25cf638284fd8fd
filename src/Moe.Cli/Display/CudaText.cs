using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moe.Cli;

/// <summary>CUDA C++ or PTX, coloured where the console has colours. Long lines stay whole, whatever the console's width.</summary>
internal sealed class CudaText(string source) : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in source.TrimEnd('\n').Split('\n'))
        {
            foreach (var (text, token) in CudaTokenizer.Split(line))
                yield return new Segment(text, StyleOf(token));
            yield return Segment.LineBreak;
        }
    }

    private static Style StyleOf(CudaToken token) => token switch
    {
        CudaToken.Keyword => Color.DodgerBlue1,
        CudaToken.Type => Color.Aqua,
        CudaToken.Number => Color.SpringGreen3,
        CudaToken.Text => Color.Orange1,
        CudaToken.Comment => Color.Grey,
        CudaToken.Directive => Color.MediumPurple,
        _ => Style.Plain,
    };
}
