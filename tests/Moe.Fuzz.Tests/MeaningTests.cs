using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Tests;

/// <summary>C# that once meant something else in CUDA or in the CPU body, found by reading; each is a trap of its own.</summary>
[TestClass]
public sealed class MeaningTests
{
    /// <summary>That <c>Run</c>, over a span of ints, does the same in every way on 16 inputs.</summary>
    /// <param name="run">What Run does.</param>
    /// <param name="members">What stands beside Run.</param>
    /// <param name="types">What stands beside its class.</param>
    /// <param name="areas">The elements of the spans that Run takes behind ints.</param>
    private static void Agree(string run, string members = "", string types = "", params string[] areas)
    {
        Compiler.Require();
        List<NumberType> all = [NumberTypes.Int, .. areas.Select(name => NumberTypes.All.Single(t => t.Name == name))];
        string spans = string.Join(", ", all.Select(a => $"Span<{a.Name}> {a.Area}"));
        var drawn = new FuzzCase(1, 1, $$"""
            namespace Case
            {
            {{types}}
            public static partial class Program
            {
            {{members}}
            [Device] public static void Run({{spans}}) { {{run}} }
            }
            }
            """, all);
        var result = new Batch().Run([drawn])[0];
        Assert.IsFalse(result.IsNotCSharp, result.Error);
        var found = Disagreement.Of(result);
        Assert.IsNull(found, found is null ? "" : DisagreementText.Of(found));
    }

    [TestMethod]
    public void A_parameter_hides_a_member_under_the_name_it_has_in_CUDA() => Agree(
        "S s = default; s.signed = 3; ints[0] = s.Sum(7);",
        types: "[Device] public partial struct S { public int signed; [Device] public int Sum(int signed) => this.signed * 10 + signed; }");

    [TestMethod]
    public void A_name_that_CUDA_takes_and_the_same_with_an_underscore_stay_two() => Agree("""
        int register = 5, __x = 1;
        if (register == 5)
        {
            int register_ = 7, __x_ = 2;
            ints[0] = register * 10 + register_;
            ints[1] = __x * 10 + __x_;
        }
        """);
}
