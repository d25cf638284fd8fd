using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>Threads that wait for values that others release, on the CPU device.</summary>
[TestClass]
public sealed class OrderingTests
{
    [TestMethod]
    public void A_thread_that_waits_for_a_value_finds_what_was_written_before_it() => AssertRuns(
        "0 of 2 and 64: 101 then 102, 77 and 5",
        """
        [Kernel]
        public static void Work(Span<int> data, Span<uint> flags, Span<long> seen)
        {
            // The last thread releases to the first of its block, and the first block to the second.
            if (ThreadIdx.X == 63)
            {
                data[BlockIdx.X] = 101 + BlockIdx.X;
                Atomic.StoreRelease(ref flags[BlockIdx.X], 77);
            }

            if (ThreadIdx.X == 0)
            {
                uint flag = 0;
                while (flag == 0)
                    flag = Atomic.LoadAcquire(ref flags[BlockIdx.X], MemoryScope.Block);
                seen[BlockIdx.X] = data[BlockIdx.X];
                if (BlockIdx.X == 0)
                    seen[2] = flag;
                else if (Atomic.LoadAcquire(ref flags[0]) != 0)
                    seen[3] = data[0] - 96;
            }
        }
        """,
        """
        stream.Launch(Kernel.Kernels.Work(data, flags, seen), new LaunchGrid(2, 64));
        long[] s = seen.ToArray();
        return $"0 of 2 and 64: {s[0]} then {s[1]}, {s[2]} and {s[3]}";
        """);

    [TestMethod]
    public void A_fence_between_atomic_operations_hands_on_what_was_written() => AssertRuns(
        "63",
        """
        [Kernel]
        public static void Work(Span<int> data, Span<uint> flags, Span<long> seen)
        {
            data[ThreadIdx.X] = 1;
            Atomic.Fence(MemoryScope.Block);
            if (Atomic.Add(ref flags[0], 1u) == 63)
            {
                Atomic.Fence(MemoryScope.Block);
                for (int i = 0; i < 63; i++)
                    seen[0] += data[i];
            }
        }
        """,
        """
        stream.Launch(Kernel.Kernels.Work(data, flags, seen), new LaunchGrid(1, 64));
        return $"{seen.ToArray()[0]}";
        """);

    [TestMethod]
    public void Without_a_release_the_same_is_a_race() => AssertRuns(
        "Race",
        """
        [Kernel]
        public static void Work(Span<int> data, Span<uint> flags, Span<long> seen)
        {
            if (ThreadIdx.X == 63)
            {
                data[0] = 101;
                Atomic.Exchange(ref flags[0], 1);
            }

            if (ThreadIdx.X == 0)
            {
                while (Atomic.LoadAcquire(ref flags[0]) == 0)
                {
                }

                seen[0] = data[0];
            }
        }
        """,
        """
        try { stream.Launch(Kernel.Kernels.Work(data, flags, seen), new LaunchGrid(1, 64)); return "ran"; }
        catch (KernelException e) { return $"{e.Kind}"; }
        """);

    [TestMethod]
    public void A_wait_that_cannot_end_is_a_deadlock_at_its_line() => AssertRuns(
        "Deadlock (1, 0, 0) 8",
        """
        [Kernel]
        public static void Work(Span<int> data, Span<uint> flags, Span<long> seen)
        {
            if (ThreadIdx.X == 1)
            {
                while (Atomic.LoadAcquire(ref flags[7]) == 0)
                {
                }
            }
        }
        """,
        """
        try { stream.Launch(Kernel.Kernels.Work(data, flags, seen), new LaunchGrid(1, 64)); return "ran"; }
        catch (KernelException e) { return $"{e.Kind} {e.Thread} {e.Line}"; }
        """);

    [TestMethod]
    public void A_waiting_function_and_fields_of_elements_are_waited_for_alike() => AssertRuns(
        "12",
        """
        [Kernel]
        public static void Work(Span<int> data, Span<uint> flags, Span<long> seen)
        {
            var mail = Shared.Span<Mail>(1);
            if (ThreadIdx.X == 0)
                mail[0] = default;
            Block.Sync();
            if (ThreadIdx.X == 40)
            {
                mail[0].Value = 12;
                Atomic.StoreRelease(ref mail[0].Flag, 1, MemoryScope.Block);
            }

            if (ThreadIdx.X == 3)
                seen[0] = Receive(mail);
        }

        [Device]
        private static long Receive(Span<Mail> mail)
        {
            while (Atomic.LoadAcquire(ref mail[0].Flag, MemoryScope.Block) == 0)
            {
            }

            return mail[0].Value;
        }
        """,
        """
        stream.Launch(Kernel.Kernels.Work(data, flags, seen), new LaunchGrid(1, 64));
        return $"{seen.ToArray()[0]}";
        """);

    private static void AssertRuns(string expected, string kernel, string run)
        => Assert.AreEqual(expected, LoadedProgram.Run<string>($$"""
            public static partial class Kernel
            {
                {{kernel}}
            }

            [Device]
            public partial struct Mail
            {
                public int Flag;
                public long Value;
            }

            public static class Test
            {
                public static string Run()
                {
                    using var device = new CpuDevice(checkMemory: true);
                    using var stream = device.CreateStream();
                    using var data = device.CopyOf<int>(new int[64]);
                    using var flags = device.CopyOf<uint>(new uint[8]);
                    using var seen = device.CopyOf<long>(new long[8]);
                    {{run}}
                }
            }
            """));
}
