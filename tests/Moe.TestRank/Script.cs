namespace Moe.TestRank;

/// <summary>What a process is to do, as its command line says: <c>cpu|gpu [MISDEED [RANK]]</c>.</summary>
/// <param name="OnGpu">Whether its rank has a GPU.</param>
/// <param name="Misdeed">What is done wrong.</param>
/// <param name="Culprit">The rank that does it.</param>
internal sealed record Script(bool OnGpu, Misdeed Misdeed, int Culprit)
{
    /// <summary>Whether all processes live to make another group afterwards.</summary>
    public bool GoesOn => Misdeed is Misdeed.Throw or Misdeed.Options or Misdeed.Shape or Misdeed.Call;

    public static Script Parse(string[] args) => new(
        args is ["gpu", ..],
        args.Length > 1 ? Enum.Parse<Misdeed>(args[1], ignoreCase: true) : Misdeed.None,
        args.Length > 2 ? int.Parse(args[2]) : -1);
}
