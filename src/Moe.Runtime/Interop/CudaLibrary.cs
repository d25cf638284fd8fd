using System.Runtime.InteropServices;

namespace Moe.Runtime.Interop;

/// <summary>
/// The CUDA driver's library, as far as it is used here. A device is an int, a context, stream, event, module or
/// function an address; results are those of <see cref="CudaResult"/>. It stays loaded until the process ends.
/// </summary>
internal sealed unsafe class CudaLibrary
{
    public readonly delegate* unmanaged<uint, int> Init;
    public readonly delegate* unmanaged<int*, int> DeviceGetCount;
    public readonly delegate* unmanaged<int*, int, int> DeviceGet;
    public readonly delegate* unmanaged<byte*, int, int, int> DeviceGetName;
    public readonly delegate* unmanaged<int*, int, int, int> DeviceGetAttribute;
    public readonly delegate* unmanaged<byte*, int, int> DeviceGetUuid;
    public readonly delegate* unmanaged<byte*, int, int, int> DeviceGetPciBusId;
    public readonly delegate* unmanaged<int*, int, int, int> DeviceCanAccessPeer;
    public readonly delegate* unmanaged<nuint*, int, int> DeviceTotalMem;
    public readonly delegate* unmanaged<nint*, int, int> DevicePrimaryCtxRetain;
    public readonly delegate* unmanaged<int, int> DevicePrimaryCtxRelease;
    public readonly delegate* unmanaged<nint, int> CtxSetCurrent;
    public readonly delegate* unmanaged<int> CtxSynchronize;
    public readonly delegate* unmanaged<nuint*, nuint*, int> MemGetInfo;
    public readonly delegate* unmanaged<nint*, nuint, int> MemAlloc;
    public readonly delegate* unmanaged<nint, int> MemFree;
    public readonly delegate* unmanaged<nint*, nuint, uint, int> MemHostAlloc;
    public readonly delegate* unmanaged<nint, int> MemFreeHost;
    public readonly delegate* unmanaged<nint, nint, nuint, nint, int> MemcpyHtoDAsync;
    public readonly delegate* unmanaged<nint, nint, nuint, nint, int> MemcpyDtoHAsync;
    public readonly delegate* unmanaged<nint, nint, nuint, nint, int> MemcpyDtoDAsync;
    public readonly delegate* unmanaged<nint, nint, nint, nint, nuint, nint, int> MemcpyPeerAsync;
    public readonly delegate* unmanaged<nint, byte, nuint, nint, int> MemsetD8Async;
    public readonly delegate* unmanaged<nint*, uint, int> StreamCreate;
    public readonly delegate* unmanaged<nint, int> StreamDestroy;
    public readonly delegate* unmanaged<nint, int> StreamSynchronize;
    public readonly delegate* unmanaged<nint, nint, uint, int> StreamWaitEvent;
    public readonly delegate* unmanaged<nint*, uint, int> EventCreate;
    public readonly delegate* unmanaged<nint, int> EventDestroy;
    public readonly delegate* unmanaged<nint, nint, int> EventRecord;
    public readonly delegate* unmanaged<nint, int> EventQuery;
    public readonly delegate* unmanaged<nint, int> EventSynchronize;
    public readonly delegate* unmanaged<float*, nint, nint, int> EventElapsedTime;
    public readonly delegate* unmanaged<nint*, byte*, int> ModuleLoadData;
    public readonly delegate* unmanaged<nint, int> ModuleUnload;
    public readonly delegate* unmanaged<nint*, nint, byte*, int> ModuleGetFunction;
    public readonly delegate* unmanaged<int*, int, nint, int> FuncGetAttribute;
    public readonly delegate* unmanaged<
        nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> LaunchKernel;

    private readonly nint _handle;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorName;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorString;

    /// <summary>Loads a driver's library; the driver is not initialised.</summary>
    /// <param name="path">A file, or a name for the loader to find.</param>
    /// <exception cref="DllNotFoundException">It cannot be loaded.</exception>
    /// <exception cref="BadImageFormatException">It is for another kind of machine.</exception>
    /// <exception cref="EntryPointNotFoundException">It is no CUDA driver, or older than CUDA 11.4.</exception>
    /// <exception cref="CudaException">It does not tell its version, as the toolkit's stub does not.</exception>
    public CudaLibrary(string path)
    {
        Path = path;
        _handle = NativeLibrary.Load(path);
        try
        {
            _getErrorName = (delegate* unmanaged<int, byte**, int>)Export("cuGetErrorName");
            _getErrorString = (delegate* unmanaged<int, byte**, int>)Export("cuGetErrorString");
            Version = ReadVersion();
            Init = (delegate* unmanaged<uint, int>)Export("cuInit");
            DeviceGetCount = (delegate* unmanaged<int*, int>)Export("cuDeviceGetCount");
            DeviceGet = (delegate* unmanaged<int*, int, int>)Export("cuDeviceGet");
            DeviceGetName = (delegate* unmanaged<byte*, int, int, int>)Export("cuDeviceGetName");
            DeviceGetAttribute = (delegate* unmanaged<int*, int, int, int>)Export("cuDeviceGetAttribute");
            DeviceGetUuid = (delegate* unmanaged<byte*, int, int>)Export("cuDeviceGetUuid_v2");
            DeviceGetPciBusId = (delegate* unmanaged<byte*, int, int, int>)Export("cuDeviceGetPCIBusId");
            DeviceCanAccessPeer = (delegate* unmanaged<int*, int, int, int>)Export("cuDeviceCanAccessPeer");
            DeviceTotalMem = (delegate* unmanaged<nuint*, int, int>)Export("cuDeviceTotalMem_v2");
            DevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, int>)Export("cuDevicePrimaryCtxRetain");
            DevicePrimaryCtxRelease = (delegate* unmanaged<int, int>)Export("cuDevicePrimaryCtxRelease_v2");
            CtxSetCurrent = (delegate* unmanaged<nint, int>)Export("cuCtxSetCurrent");
            CtxSynchronize = (delegate* unmanaged<int>)Export("cuCtxSynchronize");
            MemGetInfo = (delegate* unmanaged<nuint*, nuint*, int>)Export("cuMemGetInfo_v2");
            MemAlloc = (delegate* unmanaged<nint*, nuint, int>)Export("cuMemAlloc_v2");
            MemFree = (delegate* unmanaged<nint, int>)Export("cuMemFree_v2");
            MemHostAlloc = (delegate* unmanaged<nint*, nuint, uint, int>)Export("cuMemHostAlloc");
            MemFreeHost = (delegate* unmanaged<nint, int>)Export("cuMemFreeHost");
            MemcpyHtoDAsync = (delegate* unmanaged<nint, nint, nuint, nint, int>)Export("cuMemcpyHtoDAsync_v2");
            MemcpyDtoHAsync = (delegate* unmanaged<nint, nint, nuint, nint, int>)Export("cuMemcpyDtoHAsync_v2");
            MemcpyDtoDAsync = (delegate* unmanaged<nint, nint, nuint, nint, int>)Export("cuMemcpyDtoDAsync_v2");
            MemcpyPeerAsync =
                (delegate* unmanaged<nint, nint, nint, nint, nuint, nint, int>)Export("cuMemcpyPeerAsync");
            MemsetD8Async = (delegate* unmanaged<nint, byte, nuint, nint, int>)Export("cuMemsetD8Async");
            StreamCreate = (delegate* unmanaged<nint*, uint, int>)Export("cuStreamCreate");
            StreamDestroy = (delegate* unmanaged<nint, int>)Export("cuStreamDestroy_v2");
            StreamSynchronize = (delegate* unmanaged<nint, int>)Export("cuStreamSynchronize");
            StreamWaitEvent = (delegate* unmanaged<nint, nint, uint, int>)Export("cuStreamWaitEvent");
            EventCreate = (delegate* unmanaged<nint*, uint, int>)Export("cuEventCreate");
            EventDestroy = (delegate* unmanaged<nint, int>)Export("cuEventDestroy_v2");
            EventRecord = (delegate* unmanaged<nint, nint, int>)Export("cuEventRecord");
            EventQuery = (delegate* unmanaged<nint, int>)Export("cuEventQuery");
            EventSynchronize = (delegate* unmanaged<nint, int>)Export("cuEventSynchronize");
            EventElapsedTime = (delegate* unmanaged<float*, nint, nint, int>)Export("cuEventElapsedTime");
            ModuleLoadData = (delegate* unmanaged<nint*, byte*, int>)Export("cuModuleLoadData");
            ModuleUnload = (delegate* unmanaged<nint, int>)Export("cuModuleUnload");
            ModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)Export("cuModuleGetFunction");
            FuncGetAttribute = (delegate* unmanaged<int*, int, nint, int>)Export("cuFuncGetAttribute");
            LaunchKernel = (delegate* unmanaged<
                nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)Export("cuLaunchKernel");
        }
        catch
        {
            NativeLibrary.Free(_handle);
            throw;
        }
    }

    /// <summary>The file, or the name that the loader found it by.</summary>
    public string Path { get; }

    /// <summary>The newest version of CUDA that the driver supports.</summary>
    public Version Version { get; }

    /// <summary>Throws where a call failed.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="purpose">What it was for, such as <c>creating a stream</c>.</param>
    /// <exception cref="CudaException">The result is an error.</exception>
    public void Check(int result, string purpose)
    {
        if (result != CudaResult.Success)
            throw Error(result, purpose);
    }

    /// <summary>The exception for a call that failed.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public CudaException Error(int result, string purpose)
        => new(
            result,
            Text(_getErrorName, result) ?? "an unknown error",
            Text(_getErrorString, result) ?? "of which the driver says nothing",
            purpose);

    private static string? Text(delegate* unmanaged<int, byte**, int> get, int result)
    {
        byte* text;
        return get(result, &text) == CudaResult.Success ? Marshal.PtrToStringUTF8((nint)text) : null;
    }

    private nint Export(string name) => NativeLibrary.GetExport(_handle, name);

    private Version ReadVersion()
    {
        int version;
        Check(((delegate* unmanaged<int*, int>)Export("cuDriverGetVersion"))(&version), "asking for its version");

        // 12040 is 12.4.
        return new Version(version / 1000, version % 1000 / 10);
    }
}
