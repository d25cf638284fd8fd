using Moe.Dsl;

namespace Moe.Runtime.Tests;

/// <summary>A kernel's CPU body, written by hand as the generator writes it.</summary>
internal interface IKernelBody
{
    static abstract string Name { get; }

    static virtual bool Synchronizes => true;

    static virtual int MaxThreads => 1024;

    KernelTask Run(KernelThread thread);
}

/// <summary>A launch of such a body; nothing of it is compiled for a GPU.</summary>
internal readonly struct TestLaunch<TBody>(TBody body) : IKernelLaunch
    where TBody : struct, IKernelBody
{
    public static KernelDefinition Definition { get; } = new(
        TBody.Name, new CudaUnit(TBody.Name, "", CudaPrelude.Version, []), [], [], TBody.MaxThreads);

    public static bool Synchronizes => TBody.Synchronizes;

    public static int ArgumentBytes => 0;

    public void WriteArguments(Span<byte> destination)
    {
    }

    public void WriteConstants(Span<long> destination)
    {
    }

    public KernelTask Run(KernelThread thread) => body.Run(thread);

    public void RunRow<TWatch>(KernelThread thread, int first, int end)
        where TWatch : struct, IWatch
    {
        for (int x = first; x < end; x++)
        {
            thread.MoveTo(x);
            var call = body.Run(thread);
            if (!call.IsCompleted)
                throw new InvalidOperationException("The thread waits for others, which Synchronizes denies.");
            call.GetResult();
        }
    }
}

internal static class TestLaunchExtensions
{
    public static void LaunchBody<TBody>(this DeviceStream stream, TBody body, LaunchGrid grid)
        where TBody : struct, IKernelBody
        => stream.Launch(new TestLaunch<TBody>(body), grid);
}
