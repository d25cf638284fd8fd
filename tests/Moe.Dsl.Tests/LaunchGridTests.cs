using Moe.Dsl;

namespace Moe.Dsl.Tests;

[TestClass]
public class LaunchGridTests
{
    [TestMethod]
    [DataRow(0L, 256, 0)]
    [DataRow(1L, 256, 1)]
    [DataRow(256L, 256, 1)]
    [DataRow(257L, 256, 2)]
    [DataRow(2147483392L, 256, 8388607)]
    public void Cover_takes_the_fewest_blocks(long items, int blockSize, int blocks)
        => Assert.AreEqual(new LaunchGrid(blocks, blockSize), LaunchGrid.Cover(items, blockSize));

    [TestMethod]
    public void Cover_refuses_what_an_int_cannot_index()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LaunchGrid.Cover(2147483393, 256));

        StringAssert.Contains(error.Message, "2147483393");
        StringAssert.Contains(error.Message, "long");
    }

    [TestMethod]
    [DataRow(-1L, 256)]
    [DataRow(1L, 0)]
    [DataRow(1L, 1025)]
    public void Cover_refuses_sizes_out_of_range(long items, int blockSize)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LaunchGrid.Cover(items, blockSize));
}
