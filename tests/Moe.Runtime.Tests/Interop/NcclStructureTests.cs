using System.Runtime.InteropServices;
using Moe.Runtime.Interop;

namespace Moe.Runtime.Tests.Interop;

[TestClass]
public sealed class NcclStructureTests
{
    [TestMethod]
    [DataRow(2708, "2.7.8")]
    [DataRow(21805, "2.18.5")]
    [DataRow(22809, "2.28.9")]
    public void Versions_are_read(int code, string version)
        => Assert.AreEqual(Version.Parse(version), NcclVersion.Decode(code));

    [TestMethod]
    public void The_configuration_is_that_of_2_18()
    {
        var bytes = MemoryMarshal.AsBytes([NcclConfig.NonBlocking]);

        // size_t size; unsigned magic, version; int blocking, cgaClusterSize, minCTAs, maxCTAs; char *netName;
        // int splitShare
        Assert.AreEqual(48, bytes.Length);
        Assert.AreEqual(48, MemoryMarshal.Read<long>(bytes));
        Assert.AreEqual(0xcafebeef, MemoryMarshal.Read<uint>(bytes[8..]));
        Assert.AreEqual(21800, MemoryMarshal.Read<int>(bytes[12..]));
        CollectionAssert.AreEqual(
            new[] { 0, int.MinValue, int.MinValue, int.MinValue },
            MemoryMarshal.Cast<byte, int>(bytes[16..32]).ToArray());
        Assert.AreEqual(0, MemoryMarshal.Read<long>(bytes[32..]));
        Assert.AreEqual(int.MinValue, MemoryMarshal.Read<int>(bytes[40..]));
    }

    [TestMethod]
    public void An_id_is_its_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, NcclUniqueId.Bytes).Select(i => (byte)i)];

        CollectionAssert.AreEqual(bytes, NcclUniqueId.Of(bytes).ToArray());
    }
}
