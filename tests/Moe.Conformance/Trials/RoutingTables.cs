using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Tables in one rank's device memory, for a routing to read.</summary>
public sealed class RoutingTables(Device device) : IDisposable
{
    private readonly List<DeviceArray<int>> _tables = [];

    /// <summary>A table's copy on the device.</summary>
    public DeviceView<int> Upload(ReadOnlySpan<int> values)
    {
        var table = device.CopyOf(values);
        _tables.Add(table);
        return table;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in _tables)
            table.Dispose();
        _tables.Clear();
    }
}
