namespace QuickStart.Tests;

[TestClass]
public sealed class VerdictTests
{
    private static readonly Settings Settings = new(Ranks: 1, Experts: 4, TopK: 2, Hidden: 32, Moe.Runtime.ExpertLayout.ByExpert);

    [TestMethod]
    public void A_token_that_did_not_come_back_is_found()
    {
        var reference = DenseReference.Of(new Corpus(["word"], 1), Settings);

        Assert.IsFalse(reference.Check(["word"], new float[Settings.Hidden]).Verified);
    }

    [TestMethod]
    public void A_value_that_is_not_a_number_is_found()
    {
        var verdict = new Verdict();

        verdict.Add(expected: 1, actual: float.NaN, bound: 1);

        Assert.IsFalse(verdict.Verified);
    }

    [TestMethod]
    [DataRow(1.25f, true)]
    [DataRow(1.3125f, false)]
    public void An_error_is_held_to_its_bound(float actual, bool verified)
    {
        var verdict = new Verdict();

        verdict.Add(expected: 1, actual, bound: 0.25);

        Assert.AreEqual(verified, verdict.Verified);
        Assert.AreEqual((actual - 1) / 0.25, verdict.GreatestShare);
    }
}
