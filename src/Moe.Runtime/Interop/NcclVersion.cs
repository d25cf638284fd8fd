namespace Moe.Runtime.Interop;

/// <summary>NCCL's versions, and how NCCL writes one as a number.</summary>
internal static class NcclVersion
{
    /// <summary>The first that can be used.</summary>
    public static Version Oldest { get; } = new(2, 18, 0);

    /// <summary>Reads what <c>ncclGetVersion</c> tells; up to 2.8 two digits were enough for it.</summary>
    public static Version Decode(int code) => code < 10_000
        ? new Version(code / 1000, code / 100 % 10, code % 100)
        : new Version(code / 10_000, code / 100 % 100, code % 100);

    /// <summary>Writes a version after 2.8.</summary>
    public static int Encode(Version version) => (version.Major * 10_000) + (version.Minor * 100) + version.Build;
}
