namespace Moe.Runtime.Tests.Joined;

[TestClass]
public sealed class RendezvousVariablesTests
{
    [TestMethod]
    public void Torchruns_are_read()
    {
        var place = Read("RANK=5 WORLD_SIZE=8 LOCAL_RANK=1 MASTER_ADDR=node7 MASTER_PORT=29500");

        Assert.AreEqual(new Rendezvous(5, 8, 1, "node7", 29500, ""), place);
    }

    [TestMethod]
    public void Torchruns_own_listener_is_kept_clear_of()
    {
        var place = Read(
            "RANK=0 WORLD_SIZE=2 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=29500 TORCHELASTIC_USE_AGENT_STORE=True");

        Assert.AreEqual(29501, place.Port);
    }

    [TestMethod]
    public void The_token_is_read()
    {
        var place = Read("RANK=0 WORLD_SIZE=1 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=1 MOE_RENDEZVOUS_TOKEN=secret");

        Assert.AreEqual("secret", place.Token);
    }

    [TestMethod]
    public void Open_MPIs_are_read_before_Slurms()
    {
        var place = Read(
            "SLURM_PROCID=0 SLURM_NTASKS=1 SLURM_LOCALID=0 OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=4 "
            + "OMPI_COMM_WORLD_LOCAL_RANK=3 MASTER_ADDR=10.0.0.1 MASTER_PORT=7000");

        Assert.AreEqual(new Rendezvous(3, 4, 3, "10.0.0.1", 7000, ""), place);
    }

    [TestMethod]
    [DataRow("gpu[03-05,9],other", "gpu03")]
    [DataRow("gpu[7]", "gpu7")]
    [DataRow("gpu[7-9]-ib", "gpu7-ib")]
    [DataRow("alpha,gpu[1-2]", "alpha")]
    [DataRow("alpha", "alpha")]
    public void Slurms_are_read_with_the_first_of_its_nodes(string nodes, string first)
    {
        var place = Read(
            $"SLURM_PROCID=3 SLURM_NTASKS=4 SLURM_LOCALID=1 SLURM_JOB_ID=123456 SLURM_JOB_NODELIST={nodes}");

        Assert.AreEqual(new Rendezvous(3, 4, 1, first, 23456, ""), place);
    }

    [TestMethod]
    public void Slurms_place_can_be_named()
    {
        var place = Read(
            "SLURM_PROCID=3 SLURM_NTASKS=4 SLURM_LOCALID=1 SLURM_JOB_ID=1 SLURM_JOB_NODELIST=a "
            + "MASTER_ADDR=b MASTER_PORT=29500");

        Assert.AreEqual(new Rendezvous(3, 4, 1, "b", 29500, ""), place);
    }

    [TestMethod]
    [DataRow("RANK=1 LOCAL_RANK=1 MASTER_ADDR=a", "moe launch, but WORLD_SIZE, MASTER_PORT are not set.")]
    [DataRow("WORLD_SIZE=1 LOCAL_RANK=1 MASTER_ADDR=a MASTER_PORT=1", "moe launch, but RANK is not set.")]
    [DataRow("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_LOCAL_RANK=0",
        "Open MPI, but MASTER_ADDR, MASTER_PORT are not set.")]
    [DataRow("SLURM_PROCID=0 SLURM_NTASKS=1", "Slurm, but SLURM_LOCALID, MASTER_ADDR, MASTER_PORT are not set.")]
    [DataRow("RANK=2 WORLD_SIZE=2 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=1",
        "RANK is 2, but WORLD_SIZE is 2: ranks count from 0.")]
    [DataRow("RANK=0 WORLD_SIZE=2 LOCAL_RANK=3 MASTER_ADDR=a MASTER_PORT=1",
        "LOCAL_RANK is 3, but WORLD_SIZE is 2: ranks count from 0.")]
    [DataRow("RANK=-1 WORLD_SIZE=2 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=1",
        "RANK is '-1'; it is a number, 0 or more.")]
    [DataRow("RANK=0 WORLD_SIZE=0 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=1",
        "WORLD_SIZE is '0'; it is a number, 1 or more.")]
    [DataRow("RANK=0 WORLD_SIZE=1 LOCAL_RANK=0 MASTER_ADDR=a MASTER_PORT=http",
        "MASTER_PORT is 'http'; it is a number, 1 to 65534.")]
    public void What_is_missing_or_contradicts_is_named(string variables, string end)
        => StringAssert.EndsWith(Assert.ThrowsExactly<RendezvousException>(() => Read(variables)).Message, end);

    [TestMethod]
    public void Without_a_launcher_the_error_says_how_to_start_one()
    {
        var error = Assert.ThrowsExactly<RendezvousException>(() => Read("PATH=/bin"));

        foreach (string word in new[] { "RANK", "OMPI_COMM_WORLD_SIZE", "SLURM_PROCID", "moe launch", "RankGroup.Cpu" })
            StringAssert.Contains(error.Message, word);
    }

    private static Rendezvous Read(string variables)
    {
        var values = variables.Split(' ')
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return RendezvousVariables.Read(name => values.GetValueOrDefault(name));
    }
}
