using System.Diagnostics;
using Moe.Runtime;
using Moe.Runtime.Compilation;

namespace Moe.Bench;

/// <summary>
/// Times how long an exchange's kernels take to be ready to launch: compiled, and read from the cache on disk. Once each,
/// by the wall clock: a second time would not be cold.
/// </summary>
internal static class CompileTimes
{
    /// <summary>Times them.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="gpu">Where they are loaded.</param>
    public static IEnumerable<Result> Measure(ExchangeKernels kernels, CudaDevice gpu)
    {
        var folder = Directory.CreateTempSubdirectory("moe-bench");
        try
        {
            yield return Once("all kernels, cold", () => ReadyAll(kernels, gpu, Compiler(folder)));
            yield return Once("all kernels, cached", () => ReadyAll(kernels, gpu, Compiler(folder)));
            var cached = Compiler(folder);
            foreach (var kernel in kernels)
                yield return Once($"{kernel.Name}, cached", () => Ready(kernel, gpu, cached));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var empty = Directory.CreateTempSubdirectory("moe-bench");
        try
        {
            var cold = Compiler(empty);
            foreach (var kernel in kernels)
                yield return Once($"{kernel.Name}, cold", () => Ready(kernel, gpu, cold));
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    private static KernelCompiler Compiler(DirectoryInfo folder)
        => new(NvrtcCompiler.Load(), new CubinCache(folder.FullName));

    private static void ReadyAll(ExchangeKernels kernels, CudaDevice gpu, KernelCompiler compiler)
        => Parallel.ForEach(kernels, kernel => Ready(kernel, gpu, compiler));

    private static void Ready(ExchangeKernel kernel, CudaDevice gpu, KernelCompiler compiler)
    {
        var compiled = compiler.Compile(kernel.Definition, [.. kernel.Constants], gpu.Architecture);
        gpu.Context.MakeCurrent();
        CudaKernel.Load(gpu.Context, compiled).Unload(gpu.Context);
    }

    private static Result Once(string what, Action work)
    {
        long before = Stopwatch.GetTimestamp();
        work();
        double time = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
        return Result.Of(what, new Sample(time, time, default));
    }
}
