namespace Moe.Fuzz.Tests;

/// <summary>Random device functions and kernels do the same in every way. More of them: dotnet run --project tests/Moe.Fuzz.</summary>
[TestClass]
public sealed class AgreementTests
{
    private const int Cases = 1500;

    [TestMethod]
    public void Every_way_of_running_random_cases_agrees()
    {
        Compiler.Require();
        var fuzzer = new Fuzzer();
        var found = fuzzer.Fuzz(seed: 20, first: 0, Cases).SelectMany(batch => batch).ToList();
        Assert.IsEmpty(found, string.Join("\n", found.Select(DisagreementText.Of)));

        // What is drawn is nearly always C#, and now and then meets the errors that the CPU body has to throw.
        Assert.IsGreaterThan(Cases * 98 / 100, fuzzer.Run);
        Assert.IsGreaterThan(Cases / 10, fuzzer.Errors);
    }
}
