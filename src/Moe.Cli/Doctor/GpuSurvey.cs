using Moe.Runtime.Interop;

namespace Moe.Cli;

/// <summary>Looks at the GPUs of a driver that has started, and at the ways between them.</summary>
internal sealed unsafe class GpuSurvey
{
    private const int MultiprocessorCount = 16;
    private const int ComputeCapabilityMajor = 75;
    private const int ComputeCapabilityMinor = 76;
    private const int MaxText = 256;

    private readonly CudaLibrary _driver;
    private readonly NvmlLibrary? _nvml = NvmlLibrary.Find();

    /// <summary>Looks.</summary>
    /// <exception cref="Moe.Runtime.CudaException">The driver does not answer.</exception>
    public GpuSurvey(CudaLibrary driver)
    {
        _driver = driver;
        int count;
        driver.Check(driver.DeviceGetCount(&count), "counting GPUs");
        Gpus = [.. Enumerable.Range(0, count).Select(Look)];
        Links = [.. Gpus.SelectMany(gpu => Gpus.Skip(gpu.Ordinal + 1).Select(peer => Look(gpu, peer)))];
    }

    /// <summary>Every GPU.</summary>
    public IReadOnlyList<FoundGpu> Gpus { get; }

    /// <summary>A link for every two.</summary>
    public IReadOnlyList<GpuLink> Links { get; }

    private FoundGpu Look(int ordinal)
    {
        int device = Device(ordinal);
        byte* text = stackalloc byte[MaxText];
        _driver.Check(_driver.DeviceGetName(text, MaxText, device), "reading a GPU's name");
        var name = new string((sbyte*)text);
        _driver.Check(_driver.DeviceGetPciBusId(text, MaxText, device), "reading a GPU's place on the bus");
        var busId = new string((sbyte*)text).ToLowerInvariant();
        nuint bytes;
        _driver.Check(_driver.DeviceTotalMem(&bytes, device), "reading the size of a GPU's memory");
        nint managed = _nvml?.DeviceAt(busId) ?? 0;
        return new FoundGpu(
            ordinal, name,
            $"sm_{Attribute(device, ComputeCapabilityMajor)}{Attribute(device, ComputeCapabilityMinor)}",
            (long)bytes, Attribute(device, MultiprocessorCount), busId,
            managed == 0 ? null : _nvml!.NvLinks(managed));
    }

    private GpuLink Look(FoundGpu gpu, FoundGpu peer)
    {
        int there, back;
        int first = Device(gpu.Ordinal), second = Device(peer.Ordinal);
        _driver.Check(_driver.DeviceCanAccessPeer(&there, first, second), "asking for peer access");
        _driver.Check(_driver.DeviceCanAccessPeer(&back, second, first), "asking for peer access");
        return new GpuLink(gpu.Ordinal, peer.Ordinal, PathOf(gpu, peer), there != 0 && back != 0);
    }

    private LinkPath PathOf(FoundGpu gpu, FoundGpu peer)
    {
        nint first = _nvml?.DeviceAt(gpu.BusId) ?? 0;
        nint second = _nvml?.DeviceAt(peer.BusId) ?? 0;
        if (first == 0 || second == 0)
            return LinkPath.Unknown;
        if (_nvml!.AreJoinedByNvLink(first, second))
            return LinkPath.NvLink;
        return _nvml.CommonAncestor(first, second) switch
        {
            0 or 10 => LinkPath.Bridge,
            20 => LinkPath.Bridges,
            30 => LinkPath.HostBridge,
            40 => LinkPath.Node,
            50 => LinkPath.System,
            _ => LinkPath.Unknown,
        };
    }

    private int Device(int ordinal)
    {
        int device;
        _driver.Check(_driver.DeviceGet(&device, ordinal), $"looking for GPU {ordinal}");
        return device;
    }

    private int Attribute(int device, int attribute)
    {
        int value;
        _driver.Check(_driver.DeviceGetAttribute(&value, attribute, device), "reading a property of a GPU");
        return value;
    }
}
