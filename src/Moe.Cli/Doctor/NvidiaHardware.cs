namespace Moe.Cli;

/// <summary>NVIDIA's hardware as the operating system sees it, driver or not. It tells why a driver shows no GPU.</summary>
/// <param name="OnPci">How many of NVIDIA's display and compute devices are on the PCI bus.</param>
/// <param name="HasDeviceFile">Whether the kernel module's device file is there.</param>
internal sealed record NvidiaHardware(int OnPci, bool HasDeviceFile)
{
    private const string PciDevices = "/sys/bus/pci/devices";
    private const string Nvidia = "0x10de";

    // PCI's class of display controllers, which those for computing alone belong to as well.
    private const string Display = "0x03";

    /// <summary>Looks; on other systems than Linux nothing is told.</summary>
    public static NvidiaHardware Look() => new(CountOnPci(), File.Exists("/dev/nvidiactl") || File.Exists("/dev/dxg"));

    private static int CountOnPci()
    {
        try
        {
            return Directory.Exists(PciDevices) ? Directory.GetDirectories(PciDevices).Count(IsNvidiaDisplay) : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool IsNvidiaDisplay(string device)
        => Read(device, "vendor") == Nvidia && Read(device, "class").StartsWith(Display, StringComparison.Ordinal);

    private static string Read(string device, string file) => File.ReadAllText(Path.Combine(device, file)).Trim();
}
