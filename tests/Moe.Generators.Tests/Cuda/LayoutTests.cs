using System.Reflection;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Tests.Cuda;

/// <summary>Fields stand in CUDA as the C# compiler has laid them out.</summary>
[TestClass]
public sealed class LayoutTests
{
    [TestMethod]
    [DataRow("""
        partial struct S(int a, long b, byte c)
        {
            public int First = c;
            public long B() => b;
            public float Auto { get; set; }
            private int _last;
            public int A() => a + _last;
        }
        """)]
    [DataRow("""
        partial struct S
        {
            public byte A;
            public long B { get; }
            public const int C = 1;
            private static int s_d;
            public short E;
            public int F() => s_d;
        }
        """)]
    [DataRow("partial record struct S(int A, float B) { public int C = 1; public long D { get; init; } }")]
    [DataRow("readonly partial record struct S(short B, int A);")]
    public void Order_is_that_of_the_compiler(string declaration)
    {
        var source = DeviceSource.Of("namespace App; [Device] public " + declaration);
        var fields = StructFields.Of(source.Type("App.S"), source.Compilation, CancellationToken.None);

        using var image = new MemoryStream();
        Assert.IsTrue(source.Compilation.Emit(image).Success);
        var compiled = Assembly.Load(image.ToArray()).GetType("App.S")!
            .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(f => f.MetadataToken).Select(f => f.Name.Split('<', '>') is [_, var name, _] ? name : f.Name);
        CollectionAssert.AreEqual(compiled.ToArray(), fields.Select(f => f.Name).ToArray());
    }
}
