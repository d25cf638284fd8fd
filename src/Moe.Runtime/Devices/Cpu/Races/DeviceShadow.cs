namespace Moe.Runtime;

/// <summary>What is known of the uses of a device's memory, in pages that are made where it is used.</summary>
internal sealed class DeviceShadow(UsePairs pairs)
{
    private const int PageBytes = 4096;

    // About 64 MiB of device memory in floats. What is known of it has no bearing on the next launch.
    private const int MaxKeptPages = 1 << 14;

    private readonly Dictionary<nint, ShadowPage> _pages = [];
    private ShadowPage? _last;

    /// <summary>A launch begins.</summary>
    public void BeginLaunch()
    {
        if (_pages.Count <= MaxKeptPages)
            return;
        _pages.Clear();
        _last = null;
    }

    /// <summary>The page that an address is on, with grains no greater than asked for.</summary>
    public ShadowPage PageOf(nint address, int grain)
    {
        nint start = address & -PageBytes;
        if (_last is null || _last.Start != start)
        {
            if (!_pages.TryGetValue(start, out _last))
                _pages[start] = _last = new ShadowPage(start, PageBytes, grain);
        }

        _last.Refine(grain, pairs);
        return _last;
    }
}
