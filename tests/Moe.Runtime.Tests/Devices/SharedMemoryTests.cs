using Moe.Dsl;

namespace Moe.Runtime.Tests;

[TestClass]
public sealed class SharedMemoryTests
{
    [TestMethod]
    public void Each_declaration_is_one_piece_for_all_threads_and_poison_at_first()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var wrong = device.CopyOf<int>([0]);

        // Twice with growing sizes, so that the second launch meets pieces of the first.
        stream.LaunchBody(new TwoPieces(7, wrong), new LaunchGrid(3, 70));
        stream.LaunchBody(new TwoPieces(1001, wrong), new LaunchGrid(3, 70));
        stream.LaunchBody(new TwoPieces(0, wrong), new LaunchGrid(3, 70));

        Assert.AreEqual(0, wrong.ToArray()[0]);
    }

    [TestMethod]
    public void An_index_out_of_range_is_an_error()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new WritesBeyond(), new LaunchGrid(1, 70)));

        Assert.AreEqual("Index 64 is outside [0, 64).", error.Problem);
    }

    [TestMethod]
    public void Declarations_that_differ_between_threads_are_an_error()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new DeclaresItsOwnSize(), new LaunchGrid(1, 2)));

        StringAssert.Contains(error.Problem, "declares 4 bytes and another 8");
        Assert.AreEqual(new GridSize(1, 0, 0), error.Thread);
    }

    private readonly struct TwoPieces(int length, DeviceSpan<int> wrong) : IKernelBody
    {
        public static string Name => "Tests.TwoPieces";

        public KernelTask Run(KernelThread thread)
        {
            var bytes = thread.Shared.Span<byte>(length);
            var longs = thread.Shared.Span<long>(length);
            return Fill(thread, bytes, longs, wrong);
        }

        private static async KernelTask Fill(
            KernelThread thread, DeviceSpan<byte> bytes, DeviceSpan<long> longs, DeviceSpan<int> wrong)
        {
            if (!IsAligned(bytes) || !IsAligned(longs))
                wrong[0]++;
            if (thread.ThreadIdx.X == 0)
            {
                // Through a reference, because a read is an error.
                for (int i = 0; i < bytes.Length; i++)
                {
                    wrong[0] += bytes.At(i) == 0xA5 ? 0 : 1;
                    wrong[0] += longs.At(i) == unchecked((long)0xA5A5A5A5A5A5A5A5) ? 0 : 1;
                }
            }

            await thread.Block.Sync();
            for (int i = thread.ThreadIdx.X; i < bytes.Length; i += thread.BlockDim.X)
                (bytes[i], longs[i]) = ((byte)i, -i);
            await thread.Block.Sync();
            for (int i = 0; i < bytes.Length; i++)
                wrong[0] += bytes[i] == (byte)i && longs[i] == -i ? 0 : 1;
        }

        private static unsafe bool IsAligned<T>(DeviceSpan<T> span)
            where T : unmanaged
            => (nint)span.Data % 16 == 0;
    }

    private readonly struct WritesBeyond : IKernelBody
    {
        public static string Name => "Tests.WritesBeyond";

        public async KernelTask Run(KernelThread thread)
        {
            var values = thread.Shared.Span<int>(64);
            await thread.Block.Sync();
            values[thread.ThreadIdx.X] = 1;
        }
    }

    private readonly struct DeclaresItsOwnSize : IKernelBody
    {
        public static string Name => "Tests.DeclaresItsOwnSize";

        public async KernelTask Run(KernelThread thread)
        {
            thread.Shared.Span<int>(thread.ThreadIdx.X + 1);
            await thread.Block.Sync();
        }
    }
}
