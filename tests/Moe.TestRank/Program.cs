using Moe.Runtime;
using Moe.TestRank;

// One rank of several processes, for tests that launch them, and see what the others are told when one fails.
var script = Script.Parse(args);
int status = Outcome.Of(() => Run(script));
if (script.GoesOn)
    Outcome.Of(() => Run(script with { Misdeed = Misdeed.None }));
return status;

static void Run(Script script)
{
    using var group = RankGroup.Join(script.OnGpu ? null : new CpuDevice());
    group.Run(rank =>
    {
        if (script.OnGpu != rank.Device is CudaDevice)
            throw new InvalidOperationException($"The rank has {rank.Device.Name}.");
        using var rounds = new RankRounds(rank, script);
        rounds.Run();
    });
}
