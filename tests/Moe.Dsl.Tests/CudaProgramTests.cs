using Moe.Dsl;

namespace Moe.Dsl.Tests;

[TestClass]
public class CudaProgramTests
{
    [TestMethod]
    public void Units_stand_after_all_they_need_and_once()
    {
        var a = Unit("a");
        var b = Unit("b", a);
        var c = Unit("c", a, b);

        Assert.AreEqual("a\n\nb\n\nc\n", CudaProgram.Link([c, b]).Source);
    }

    [TestMethod]
    public void Equal_units_from_two_assemblies_are_one()
        => Assert.AreEqual("a\n\nb\n\nc\n", CudaProgram.Link([Unit("b", Unit("a")), Unit("c", Unit("a"))]).Source);

    [TestMethod]
    public void One_name_with_two_texts_is_an_error_that_names_it()
    {
        var other = new CudaUnit("a", "something else\n", CudaPrelude.Version, []);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => CudaProgram.Link([Unit("b", Unit("a")), other]));

        StringAssert.Contains(error.Message, "both named a.");
    }

    [TestMethod]
    public void Text_for_another_prelude_is_an_error_that_names_unit_and_versions()
    {
        var foreign = new CudaUnit("App::Old", "text\n", CudaPrelude.Version + 1, []);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Unit("b", foreign).Source);

        StringAssert.Contains(error.Message, "App::Old");
        StringAssert.Contains(error.Message, $"version {CudaPrelude.Version + 1}");
        StringAssert.Contains(error.Message, "Rebuild");
    }

    [TestMethod]
    public void Places_follow_their_unit_into_the_program_and_end_with_it()
    {
        var first = new CudaUnit("f", "1\n2\n3\n", CudaPrelude.Version, [new(2, "F.cs", 10)]);
        var second = new CudaUnit("s", "5\n6\n7\n", CudaPrelude.Version, [new(2, "S.cs", 20), new(3, "S.cs", 21)], first);

        var program = CudaProgram.Link([second]);

        Assert.AreEqual("1\n2\n3\n\n5\n6\n7\n", program.Source);
        Assert.IsNull(program.PlaceOf(1));
        Assert.AreEqual("F.cs:10", Show(program.PlaceOf(2)));
        Assert.AreEqual("F.cs:10", Show(program.PlaceOf(3)));
        Assert.IsNull(program.PlaceOf(5));
        Assert.AreEqual("S.cs:20", Show(program.PlaceOf(6)));
        Assert.AreEqual("S.cs:21", Show(program.PlaceOf(7)));
    }

    [TestMethod]
    public void Line_directives_stand_where_counting_would_be_wrong_and_end_with_their_unit()
    {
        var plain = new CudaUnit("App::Plain", "p\n", CudaPrelude.Version, [new(1, "P.cs", 4)]);
        var lines = new CudaUnit(
            "App::Lines", "1\n2\n3\n4\n", CudaPrelude.Version,
            [new(1, "C:\\A \"b\".cs", 10), new(2, "C:\\A \"b\".cs", 11), new(4, "C:\\A \"b\".cs", 12)])
        {
            HasLineInfo = true,
        };
        var last = new CudaUnit("App::Last", "l\n", CudaPrelude.Version, [], plain, lines);

        var program = CudaProgram.Link([last]);

        Assert.AreEqual(
            """
            #line 1 "App::Plain"
            p

            #line 10 "C:\\A \"b\".cs"
            1
            2
            3
            #line 12
            4

            #line 1 "App::Last"
            l

            """,
            program.Source);
        Assert.IsTrue(program.HasLineInfo);
        Assert.AreEqual("P.cs:4", Show(program.PlaceOf(2)));
        Assert.AreEqual(12, program.PlaceOf(9)!.Value.Line);
        Assert.IsNull(program.PlaceOf(12));
        Assert.IsFalse(CudaProgram.Link([plain]).HasLineInfo);
    }

    [TestMethod]
    public void Every_prelude_header_loads_and_needs_no_other_include()
    {
        var names = typeof(CudaPrelude).Assembly.GetManifestResourceNames();
        Assert.IsGreaterThan(5, names.Length);
        foreach (var name in names)
        {
            var header = CudaPrelude.Header(name);
            Assert.DoesNotContain("#include", header.Source, name);
            Assert.DoesNotContain("#pragma once", header.Source, name);
            Assert.Contains("namespace moe", header.Text, name);
        }
    }

    [TestMethod]
    public void A_header_that_is_not_there_is_named()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => CudaPrelude.Header("Nothing.cuh")).Message, "Nothing.cuh");

    private static CudaUnit Unit(string name, params CudaUnit[] needs)
        => new(name, name + "\n", CudaPrelude.Version, [], needs);

    private static string Show(CudaPlace? place) => place is { } p ? $"{p.File}:{p.Line}" : "nowhere";
}
