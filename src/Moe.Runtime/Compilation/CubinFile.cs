using System.Security.Cryptography;
using System.Text;

namespace Moe.Runtime.Compilation;

/// <summary>
/// The form of a file of the cache: magic and format version, the SHA-256 of what follows, the key, the lowered
/// names, the log, the cubin.
/// </summary>
internal static class CubinFile
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    // The last digits rise with every change of the format.
    private static ReadOnlySpan<byte> Magic => "MoeCubin01"u8;

    /// <summary>Puts a compilation in the form of a file.</summary>
    public static byte[] Write(CubinKey key, CompiledCuda compiled)
    {
        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8))
        {
            writer.Write(key.Hash);
            writer.Write(compiled.LoweredNames.Count);
            foreach (var (expression, lowered) in compiled.LoweredNames)
            {
                writer.Write(expression);
                writer.Write(lowered);
            }

            writer.Write(compiled.Log);
            writer.Write(compiled.Cubin.Length);
            writer.Write(compiled.Cubin.Span);
        }

        var bytes = content.ToArray();
        return [.. Magic, .. SHA256.HashData(bytes), .. bytes];
    }

    /// <summary>Reads a file.</summary>
    /// <returns>The compilation, or null where the file is not a whole one of this form and key.</returns>
    public static CompiledCuda? Read(CubinKey key, byte[] file)
    {
        int start = Magic.Length + HashBytes;
        if (file.Length < start || !file.AsSpan().StartsWith(Magic))
            return null;
        if (!file.AsSpan(Magic.Length, HashBytes).SequenceEqual(SHA256.HashData(file.AsSpan(start))))
            return null;

        using var reader = new BinaryReader(new MemoryStream(file, start, file.Length - start), Encoding.UTF8);
        if (reader.ReadString() != key.Hash)
            return null;
        int count = reader.ReadInt32();
        var names = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
            names.Add(reader.ReadString(), reader.ReadString());
        return new CompiledCuda
        {
            LoweredNames = names,
            Log = reader.ReadString(),
            Cubin = reader.ReadBytes(reader.ReadInt32()),
        };
    }
}
