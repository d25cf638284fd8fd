using System.Text;
using Moe.Runtime.Compilation;

namespace Moe.Runtime.Tests.Compilation;

[TestClass]
public sealed class CubinCacheTests
{
    private static readonly CubinKey Key = new(new string('a', 64));

    [TestMethod]
    public void Gives_back_all_that_was_kept()
    {
        using var folder = new TemporaryFolder();
        new CubinCache(folder.Path).Keep(Key, Compiled("code"));

        var found = new CubinCache(folder.Path).Find(Key)!;

        Assert.AreEqual("code", Code(found));
        Assert.AreEqual("_Z1Af", found.LoweredNames["::A<float>"]);
        Assert.AreEqual("a warning", found.Log);
    }

    [TestMethod]
    public void Has_nothing_under_another_key_or_in_a_folder_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        var cache = new CubinCache(folder.Path);
        cache.Keep(Key, Compiled("code"));

        Assert.IsNull(cache.Find(new CubinKey(new string('b', 64))));
        Assert.IsNull(new CubinCache(Path.Combine(folder.Path, "none")).Find(Key));
        Assert.IsNull(cache.Failure);
    }

    [TestMethod]
    public void Leaves_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        new CubinCache(folder.Path).Keep(Key, Compiled("code"));

        CollectionAssert.AreEqual(new[] { Key.Hash + ".cubin" }, folder.Files);
    }

    [TestMethod]
    public void Ignores_and_replaces_a_file_with_any_byte_damaged()
        => IgnoresAndReplaces(file =>
        {
            var whole = File.ReadAllBytes(file);
            var cache = new CubinCache(Path.GetDirectoryName(file)!);
            for (int i = 0; i < whole.Length; i++)
            {
                var damaged = whole.ToArray();
                damaged[i] ^= 0x10;
                File.WriteAllBytes(file, damaged);
                Assert.IsNull(cache.Find(Key), $"byte {i}");
            }
        });

    [TestMethod]
    public void Ignores_and_replaces_a_file_cut_short_anywhere()
        => IgnoresAndReplaces(file =>
        {
            var whole = File.ReadAllBytes(file);
            var cache = new CubinCache(Path.GetDirectoryName(file)!);
            for (int length = whole.Length - 1; length >= 0; length--)
            {
                File.WriteAllBytes(file, whole[..length]);
                Assert.IsNull(cache.Find(Key), $"{length} bytes");
            }
        });

    [TestMethod]
    public void Ignores_and_replaces_a_file_of_somebody_else()
        => IgnoresAndReplaces(file => File.WriteAllText(file, "\u007fELF, but not ours, and long enough for a header"));

    [TestMethod]
    public void Ignores_and_replaces_a_whole_file_of_another_key()
        => IgnoresAndReplaces(file =>
            File.WriteAllBytes(file, CubinFile.Write(new CubinKey(new string('c', 64)), Compiled("other"))));

    [TestMethod]
    public void Who_comes_second_takes_the_first_ones_result()
    {
        using var folder = new TemporaryFolder();
        new CubinCache(folder.Path).Keep(Key, Compiled("first"));

        Assert.AreEqual("first", Code(new CubinCache(folder.Path).Keep(Key, Compiled("second"))));
        Assert.AreEqual("first", Code(new CubinCache(folder.Path).Find(Key)!));
    }

    [TestMethod]
    public void In_a_race_all_end_with_a_whole_result_and_one_is_kept()
    {
        for (int round = 0; round < 50; round++)
        {
            using var folder = new TemporaryFolder();
            using var start = new Barrier(4);
            var results = new string[4];
            int failures = 0;
            var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                var cache = new CubinCache(folder.Path);
                start.SignalAndWait();
                results[i] = Code(cache.Keep(Key, Compiled($"thread {i}")));
                if (cache.Failure is not null)
                    Interlocked.Increment(ref failures);
            })).ToArray();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            foreach (var result in results)
                StringAssert.StartsWith(result, "thread ");
            CollectionAssert.Contains(results, Code(new CubinCache(folder.Path).Find(Key)!));
            CollectionAssert.AreEqual(new[] { Key.Hash + ".cubin" }, folder.Files);
            Assert.AreEqual(0, failures);
        }
    }

    [TestMethod]
    public void A_folder_that_cannot_be_written_is_said_once_and_costs_only_time()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "in the way of the folder");
        var cache = new CubinCache(file);
        using var said = new StringWriter();
        var error = Console.Error;
        Console.SetError(said);
        try
        {
            Assert.AreEqual("code", Code(cache.Keep(Key, Compiled("code"))));
            Assert.AreEqual("again", Code(cache.Keep(Key, Compiled("again"))));
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.IsNotNull(cache.Failure);
        StringAssert.Contains(said.ToString(), file);
        StringAssert.Contains(said.ToString(), "MOE_CACHE_DIR");
        Assert.HasCount(2, said.ToString().Split("Moe cannot"));
    }

    [TestMethod]
    public void Lies_where_the_environment_says()
    {
        using var folder = new TemporaryFolder();
        using (new EnvironmentVariable("MOE_CACHE_DIR", folder.Path))
            Assert.AreEqual(folder.Path, CubinCache.FromEnvironment().Folder);
        if (OperatingSystem.IsWindows())
            return;

        using var none = new EnvironmentVariable("MOE_CACHE_DIR", null);
        using var home = new EnvironmentVariable("HOME", "/somewhere");
        using (new EnvironmentVariable("XDG_CACHE_HOME", folder.Path))
            Assert.AreEqual(Path.Combine(folder.Path, "moe"), CubinCache.FromEnvironment().Folder);
        using (new EnvironmentVariable("XDG_CACHE_HOME", "relative"))
            Assert.AreEqual("/somewhere/.cache/moe", CubinCache.FromEnvironment().Folder);
        using (new EnvironmentVariable("XDG_CACHE_HOME", null))
            Assert.AreEqual("/somewhere/.cache/moe", CubinCache.FromEnvironment().Folder);
    }

    private static void IgnoresAndReplaces(Action<string> spoil)
    {
        using var folder = new TemporaryFolder();
        var cache = new CubinCache(folder.Path);
        cache.Keep(Key, Compiled("old"));
        spoil(folder.OnlyFile);

        Assert.IsNull(cache.Find(Key));
        Assert.AreEqual("new", Code(cache.Keep(Key, Compiled("new"))));
        Assert.AreEqual("new", Code(cache.Find(Key)!));
        Assert.IsNull(cache.Failure);
    }

    private static CompiledCuda Compiled(string code) => new()
    {
        Cubin = Encoding.UTF8.GetBytes(code),
        LoweredNames = new Dictionary<string, string> { ["::A<float>"] = "_Z1Af" },
        Log = "a warning",
    };

    private static string Code(CompiledCuda compiled) => Encoding.UTF8.GetString(compiled.Cubin.Span);
}
