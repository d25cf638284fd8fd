namespace Moe.Generators.Tests.Constructs;

/// <summary>Each construct of C# is translated, or refused by one message where it stands; there is no third.</summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<object[]> Translated => Keys(c => c.IsTranslated);

    public static IEnumerable<object[]> Refused => Keys(c => !c.IsTranslated);

    [TestMethod]
    [DynamicData(nameof(Translated))]
    public void A_construct_of_the_language_is_translated(string key, string name)
    {
        var construct = Find(key);

        Assert.AreEqual("", string.Join("\n", ConstructBatch.All.FindingsIn(construct)), name);
        Assert.AreEqual("", string.Join("\n", ConstructBatch.All.ErrorsIn(construct)), name);
        Assert.AreEqual("", string.Join("\n", ConstructBatch.All.LogOf(construct)), name);
    }

    [TestMethod]
    public void Nothing_else_is_said_of_their_CUDA()
        => Assert.AreEqual("", string.Join("\n", ConstructBatch.All.OtherLog));

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void Any_other_is_refused_by_one_message_where_it_stands(string key, string name)
    {
        var construct = Find(key);
        var batch = construct.IsCSharps ? ConstructBatch.Of(construct) : ConstructBatch.All;
        var errors = batch.ErrorsIn(construct).ToList();

        // Where the C# compiler refuses, it does so before there are analyzers to ask.
        var found = construct.IsCSharps ? errors : batch.FindingsIn(construct).ToList();
        if (!construct.IsCSharps)
            Assert.AreEqual("", string.Join("\n", errors), name);
        Assert.AreEqual(construct.Outcome, string.Join(" and ", found.Select(d => d.Id)), string.Join("\n", found));
        CollectionAssert.AreEqual(construct.Marks, new[] { found[0].Location.SourceSpan }, $"{name}: {found[0]}");
    }

    [TestMethod]
    public void The_page_is_the_list()
    {
        if (Environment.GetEnvironmentVariable("MOE_UPDATE_GOLDENS") == "1")
            File.WriteAllText(ConstructPage.File, ConstructPage.Text());
        Assert.AreEqual(
            ConstructPage.Text(), File.ReadAllText(ConstructPage.File).ReplaceLineEndings("\n"),
            "docs/constructs.md is not the list: MOE_UPDATE_GOLDENS=1 rewrites it.");
    }

    private static IEnumerable<object[]> Keys(Func<Construct, bool> choose)
        => ConstructList.All.Where(choose).Select(c => new object[] { c.Key, c.ToString() });

    private static Construct Find(string key) => ConstructList.All.Single(c => c.Key == key);
}
