namespace Moe.Runtime;

/// <summary>
/// Who learns of whom through a value in memory: by acquire and release of it, or by atomic operations on it between
/// fences, as in the memory model of C++ and PTX.
/// </summary>
internal sealed class ReleasedValues(ThreadClocks clocks)
{
    private readonly Dictionary<nint, List<Release>> _values = [];

    // By thread: what its last fence released, and what its atomic reads have found since.
    private readonly Dictionary<int, Release> _fenced = [];
    private readonly Dictionary<int, List<Release>> _found = [];

    /// <summary>A launch begins.</summary>
    public void BeginLaunch()
    {
        if (_values.Count > 0)
            _values.Clear();
    }

    /// <summary>A block begins.</summary>
    public void BeginBlock()
    {
        if (_fenced.Count > 0)
            _fenced.Clear();
        if (_found.Count > 0)
            _found.Clear();
    }

    public void Acquire(nint address)
    {
        if (_values.TryGetValue(address, out var releases))
            clocks.Acquire(releases);
    }

    public void Release(nint address) => Add(address, clocks.Release());

    public void Fence()
    {
        if (_found.Remove(clocks.Running, out var found))
            clocks.Acquire(found);
        _fenced[clocks.Running] = clocks.Release();
    }

    /// <summary>The running thread uses a value indivisibly.</summary>
    public void Use(nint address, bool reads, bool writes)
    {
        if (reads && _values.TryGetValue(address, out var releases))
        {
            if (!_found.TryGetValue(clocks.Running, out var found))
                _found[clocks.Running] = found = [];
            found.AddRange(releases);
        }

        if (writes && _fenced.TryGetValue(clocks.Running, out var fenced))
            Add(address, fenced);
    }

    // A later release of the same thread says all that its earlier ones did.
    private void Add(nint address, Release release)
    {
        if (!_values.TryGetValue(address, out var releases))
            _values[address] = releases = [];
        releases.RemoveAll(release.IsOfThread);
        releases.Add(release);
    }
}
