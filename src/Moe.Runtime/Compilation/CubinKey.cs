using System.Security.Cryptography;
using System.Text;

namespace Moe.Runtime.Compilation;

/// <summary>All that machine code depends on, hashed.</summary>
/// <param name="Hash">SHA-256, 64 hexadecimal digits.</param>
internal readonly record struct CubinKey(string Hash)
{
    /// <summary>The key of a program compiled by a compiler.</summary>
    public static CubinKey Of(CudaSource source, string compilerIdentity)
    {
        var text = new MemoryStream();

        // The writer puts each string's length before it, so that no two requests have the same bytes.
        using (var writer = new BinaryWriter(text, Encoding.UTF8))
        {
            writer.Write(source.Program.Source);
            Write(writer, source.Options);
            Write(writer, source.NameExpressions);
            writer.Write(source.Architecture);
            writer.Write(compilerIdentity);
        }

        return new CubinKey(Convert.ToHexStringLower(SHA256.HashData(text.ToArray())));
    }

    /// <inheritdoc/>
    public override string ToString() => Hash;

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }
}
