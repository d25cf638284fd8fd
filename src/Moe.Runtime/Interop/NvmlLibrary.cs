using System.Runtime.InteropServices;
using System.Text;

namespace Moe.Runtime.Interop;

/// <summary>
/// NVIDIA's management library, as far as it is used here: it knows the driver's own version, and how GPUs are joined,
/// which the CUDA driver does not tell. It comes with the driver and stays loaded until the process ends.
/// </summary>
internal sealed unsafe class NvmlLibrary
{
    private const int Success = 0;
    private const int NvLinkCapability = 2;
    private const int MaxNvLinks = 18;
    private const int MaxVersion = 80;

    private static readonly string Name = OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1";

    private readonly delegate* unmanaged<byte*, uint, int> _systemGetDriverVersion;
    private readonly delegate* unmanaged<byte*, nint*, int> _deviceGetHandleByPciBusId;
    private readonly delegate* unmanaged<nint, uint, int*, int> _deviceGetNvLinkState;
    private readonly delegate* unmanaged<nint, nint, int, int*, int> _deviceGetP2PStatus;
    private readonly delegate* unmanaged<nint, nint, int*, int> _deviceGetTopologyCommonAncestor;

    private NvmlLibrary(nint handle)
    {
        _systemGetDriverVersion = (delegate* unmanaged<byte*, uint, int>)Export("nvmlSystemGetDriverVersion");
        _deviceGetHandleByPciBusId =
            (delegate* unmanaged<byte*, nint*, int>)Export("nvmlDeviceGetHandleByPciBusId_v2");
        _deviceGetNvLinkState = (delegate* unmanaged<nint, uint, int*, int>)Export("nvmlDeviceGetNvLinkState");
        _deviceGetP2PStatus = (delegate* unmanaged<nint, nint, int, int*, int>)Export("nvmlDeviceGetP2PStatus");
        _deviceGetTopologyCommonAncestor =
            (delegate* unmanaged<nint, nint, int*, int>)Export("nvmlDeviceGetTopologyCommonAncestor");
        IsStarted = ((delegate* unmanaged<int>)Export("nvmlInit_v2"))() == Success;

        nint Export(string name) => NativeLibrary.GetExport(handle, name);
    }

    /// <summary>The driver's own version, such as <c>580.95.05</c>; null where it is not told.</summary>
    public string? DriverVersion
    {
        get
        {
            byte* version = stackalloc byte[MaxVersion];
            return _systemGetDriverVersion(version, MaxVersion) == Success ? new string((sbyte*)version) : null;
        }
    }

    private bool IsStarted { get; }

    /// <summary>Loads and starts it.</summary>
    /// <returns>The library; null where there is none, or it does not start.</returns>
    public static NvmlLibrary? Find()
    {
        if (!NativeLibrary.TryLoad(Name, out nint handle))
            return null;
        try
        {
            var library = new NvmlLibrary(handle);
            return library.IsStarted ? library : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Finds a GPU.</summary>
    /// <param name="busId">Its place on the PCI bus, such as <c>0000:19:00.0</c>.</param>
    /// <returns>Its handle, or 0 where the library does not know it.</returns>
    public nint DeviceAt(string busId)
    {
        nint device;
        fixed (byte* text = Encoding.ASCII.GetBytes(busId + '\0'))
            return _deviceGetHandleByPciBusId(text, &device) == Success ? device : 0;
    }

    /// <summary>How many of a GPU's NVLinks are up.</summary>
    public int NvLinks(nint device)
    {
        int links = 0;
        for (uint link = 0; link < MaxNvLinks; link++)
        {
            int isActive;
            if (_deviceGetNvLinkState(device, link, &isActive) == Success && isActive != 0)
                links++;
        }

        return links;
    }

    /// <summary>Whether two GPUs reach each other's memory over NVLink.</summary>
    public bool AreJoinedByNvLink(nint device, nint peer)
    {
        int status;
        return _deviceGetP2PStatus(device, peer, NvLinkCapability, &status) == Success && status == Success;
    }

    /// <summary>What is nearest to two GPUs on the machine's buses, an <c>nvmlGpuTopologyLevel_t</c>; null: not told.</summary>
    public int? CommonAncestor(nint device, nint peer)
    {
        int level;
        return _deviceGetTopologyCommonAncestor(device, peer, &level) == Success ? level : null;
    }
}
