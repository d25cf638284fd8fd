using System.Text;
using System.Text.RegularExpressions;

namespace Moe.Runtime.Compilation;

/// <summary>
/// Writes the texts that are compiled, and what they became, to a folder: <c>App.Scale_256.sm_90.1f2e3d4c.cu</c> and
/// the same with <c>.cubin</c>. The digits are the beginning of the key, so that another text gets another file.
/// </summary>
internal sealed partial class KernelDump(string folder)
{
    // Well inside the 255 bytes that a file's name may have, with the rest of the name and a temporary ending.
    private const int LongestName = 120;

    /// <summary>Writes a text: before it is compiled, so that one that does not compile is there to be read.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteSource(CudaSource source, CubinKey key)
        => WholeFile.Write(PathOf(source, key, ".cu"), Encoding.UTF8.GetBytes(source.Program.Source));

    /// <summary>Writes machine code.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteCubin(CudaSource source, CubinKey key, CompiledCuda compiled)
        => WholeFile.Write(PathOf(source, key, ".cubin"), compiled.Cubin.Span);

    private string PathOf(CudaSource source, CubinKey key, string extension)
    {
        // ::Moe::Runtime::Pack<::App::BlockRouting, 7168>  ->  Moe.Runtime.Pack_App.BlockRouting_7168
        var dotted = source.NameExpressions[0].Replace("<::", "<", StringComparison.Ordinal)
            .Replace(" ::", " ", StringComparison.Ordinal).Replace("::", ".", StringComparison.Ordinal);
        var name = NotOfNames().Replace(dotted, "_").Trim('.', '_');
        if (name.Length > LongestName)
            name = name[..LongestName];
        return Path.Combine(Path.GetFullPath(folder), $"{name}.{source.Architecture}.{key.Hash[..8]}{extension}");
    }

    [GeneratedRegex(@"[^A-Za-z0-9.]+")]
    private static partial Regex NotOfNames();
}
