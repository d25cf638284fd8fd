using System.Runtime.InteropServices;

namespace Moe.Runtime.Interop;

/// <summary>
/// A communicator's settings; NCCL's <c>ncclConfig_t</c>, which grows with its versions: blocking came with 2.14, the
/// next four with 2.17, splitShare with 2.18. Of what is newer (trafficClass in 2.25, commName in 2.27, ...) nothing is
/// set here, so this is the structure of 2.18, and says so: a library of that version or newer reads <see
/// cref="_size"/> bytes, and takes its defaults for all that <see cref="_version"/> does not know.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NcclConfig
{
    private const uint InitialisedMark = 0xcafebeef;
    private const int Undefined = int.MinValue;

    private readonly nuint _size;
    private readonly uint _magic;
    private readonly uint _version;
    private readonly int _blocking;
    private readonly int _cgaClusterSize;
    private readonly int _minCtas;
    private readonly int _maxCtas;
    private readonly nint _netName;
    private readonly int _splitShare;

    private unsafe NcclConfig(int blocking)
    {
        _size = (nuint)sizeof(NcclConfig);
        _magic = InitialisedMark;
        _version = (uint)NcclVersion.Encode(NcclVersion.Oldest);
        _blocking = blocking;
        _cgaClusterSize = Undefined;
        _minCtas = Undefined;
        _maxCtas = Undefined;
        _splitShare = Undefined;
    }

    /// <summary>Calls return at once, and what they have begun is asked for by <c>ncclCommGetAsyncError</c>.</summary>
    public static NcclConfig NonBlocking => new(blocking: 0);

    /// <summary>Calls return when they are done, or when another thread aborts the communicator.</summary>
    public static NcclConfig Blocking => new(blocking: 1);
}
