using System.Runtime.InteropServices;

namespace Moe.Runtime.Interop;

/// <summary>
/// NCCL, as far as it is used here. A communicator and a stream are addresses; results are those of
/// <see cref="NcclResult"/>. It stays loaded until the process ends.
/// </summary>
internal sealed unsafe class NcclLibrary
{
    /// <summary>NCCL's <c>ncclUint8</c>.</summary>
    public const int Byte = 1;

    public readonly delegate* unmanaged<NcclUniqueId*, int> GetUniqueId;
    public readonly delegate* unmanaged<nint*, int, NcclUniqueId, int, NcclConfig*, int> CommInitRankConfig;
    public readonly delegate* unmanaged<nint, int, int, nint*, NcclConfig*, int> CommSplit;
    public readonly delegate* unmanaged<nint, int*, int> CommGetAsyncError;
    public readonly delegate* unmanaged<nint, int> CommDestroy;
    public readonly delegate* unmanaged<nint, int> CommAbort;
    public readonly delegate* unmanaged<int> GroupStart;
    public readonly delegate* unmanaged<int> GroupEnd;
    public readonly delegate* unmanaged<nint, nuint, int, int, nint, nint, int> Send;
    public readonly delegate* unmanaged<nint, nuint, int, int, nint, nint, int> Receive;

    private readonly nint _handle;
    private readonly delegate* unmanaged<int, byte*> _getErrorString;
    private readonly delegate* unmanaged<nint, byte*> _getLastError;

    /// <summary>Loads NCCL.</summary>
    /// <param name="path">A file, or a name for the loader to find.</param>
    /// <exception cref="DllNotFoundException">It cannot be loaded.</exception>
    /// <exception cref="BadImageFormatException">It is for another kind of machine.</exception>
    /// <exception cref="EntryPointNotFoundException">It is no NCCL, or older than 2.18.</exception>
    /// <exception cref="NcclException">It does not tell its version.</exception>
    public NcclLibrary(string path)
    {
        Path = path;
        _handle = NativeLibrary.Load(path);
        try
        {
            _getErrorString = (delegate* unmanaged<int, byte*>)Export("ncclGetErrorString");
            _getLastError = (delegate* unmanaged<nint, byte*>)Export("ncclGetLastError");
            GetUniqueId = (delegate* unmanaged<NcclUniqueId*, int>)Export("ncclGetUniqueId");
            CommInitRankConfig = (delegate* unmanaged<nint*, int, NcclUniqueId, int, NcclConfig*, int>)Export(
                "ncclCommInitRankConfig");
            CommSplit = (delegate* unmanaged<nint, int, int, nint*, NcclConfig*, int>)Export("ncclCommSplit");
            CommGetAsyncError = (delegate* unmanaged<nint, int*, int>)Export("ncclCommGetAsyncError");
            CommDestroy = (delegate* unmanaged<nint, int>)Export("ncclCommDestroy");
            CommAbort = (delegate* unmanaged<nint, int>)Export("ncclCommAbort");
            GroupStart = (delegate* unmanaged<int>)Export("ncclGroupStart");
            GroupEnd = (delegate* unmanaged<int>)Export("ncclGroupEnd");
            Send = (delegate* unmanaged<nint, nuint, int, int, nint, nint, int>)Export("ncclSend");
            Receive = (delegate* unmanaged<nint, nuint, int, int, nint, nint, int>)Export("ncclRecv");
            Version = ReadVersion();
        }
        catch
        {
            NativeLibrary.Free(_handle);
            throw;
        }
    }

    /// <summary>What it was loaded by.</summary>
    public string Path { get; }

    /// <summary>Major, minor and patch.</summary>
    public Version Version { get; }

    /// <summary>Throws where a call failed.</summary>
    /// <param name="result">What the call returned; that it goes on is no failure.</param>
    /// <param name="communicator">The communicator, or 0.</param>
    /// <param name="purpose">What the call was for.</param>
    /// <exception cref="NcclException">The result is an error.</exception>
    public void Check(int result, nint communicator, string purpose)
    {
        if (result is not (NcclResult.Success or NcclResult.InProgress))
            throw Error(result, communicator, purpose);
    }

    /// <summary>The exception for a call that failed.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public NcclException Error(int result, nint communicator, string purpose)
        => new(result, Text(_getErrorString(result)), Text(_getLastError(communicator)).Trim(), purpose);

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private nint Export(string name) => NativeLibrary.GetExport(_handle, name);

    private Version ReadVersion()
    {
        int code;
        Check(((delegate* unmanaged<int*, int>)Export("ncclGetVersion"))(&code), 0, "asking for its version");
        return NcclVersion.Decode(code);
    }
}
