using System.Text.Encodings.Web;

namespace Moe.Report;

/// <summary>Text as HTML.</summary>
internal static class HtmlText
{
    /// <summary>The text, so that nothing in it is taken for markup.</summary>
    public static string Of(string text) => HtmlEncoder.Default.Encode(text);
}
