using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Tests.Cuda;

/// <summary>Where lines of more than 120 columns break; A and B stand for names as long as each row says.</summary>
[TestClass]
public sealed class LineBreakerTests
{
    private static readonly string A = new('a', 60);
    private static readonly string B = new('b', 60);

    [TestMethod]
    [DataRow("    if (x < 0 || A - y >= B - z)", "    if (x < 0", "        || A - y >= B - z)", 46)]
    [DataRow("x = A - 1 >= B + 1;", "x = A - 1", "    >= B + 1;", 60)]
    [DataRow("x = A << 3 == B ? 1 : 2;", "x = A << 3 == B", "    ? 1", "    : 2;", 50)]
    [DataRow("x = f(A + 1, B - 2);", "x = f(A + 1,", "    B - 2);", 60)]
    [DataRow("value = f<A, B>(y, z);", "value =", "    f<A, B>(y, z);", 52)]
    [DataRow("for (int i = A; i < B; i++)", "for (int i = A;", "    i < B; i++)", 60)]
    [DataRow("x = A - B - A && y;", "x = A - B", "        - A", "    && y;", 50)]
    public void Break_stands_at_the_loosest_operator_of_the_shallowest_nesting(string line, params object[] expected)
    {
        int length = (int)expected[^1];
        string Long(string text) => text.Replace("A", A[..length]).Replace("B", B[..length]);
        CollectionAssert.AreEqual(
            expected.SkipLast(1).Select(part => Long((string)part)).ToArray(), LineBreaker.Break(Long(line)).ToArray());
    }
}
