using Moe.Dsl;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>Kernels written by hand as the generator would write them.</summary>
internal static class TestKernels
{
    /// <summary>What <see cref="Template"/> needs: its lines 4 and 5 come from Helpers.cs, line 7.</summary>
    public static CudaUnit Half { get; } = new(
        "App::Half",
        """
        namespace App {
        template <typename T>
        __device__ T Half(T value)
        {
            return value / T(2);
        }
        }

        """,
        CudaPrelude.Version,
        [new CudaPlace(4, "Helpers.cs", 7)]);

    /// <summary>A template of one constant and one type, with 4 * Width bytes of shared memory.</summary>
    public static KernelDefinition Reverse { get; } = Template(
        "Reverse",
        """
            __shared__ T tile[Width];
            tile[threadIdx.x] = values[threadIdx.x];
            __syncthreads();
            values[threadIdx.x] = Half(tile[Width - 1 - threadIdx.x]);
        """);

    /// <summary>
    /// A kernel <c>App::NAME&lt;float, Width&gt;</c>; its body begins at line 13 of the program, from Kernels.cs, line 30.
    /// </summary>
    public static KernelDefinition Template(string name, string body, int maxThreads = 256)
    {
        var unit = new CudaUnit(
            "App::" + name,
            $$"""
            namespace App {
            template <typename T, int Width>
            __global__ void __launch_bounds__({{maxThreads}}) {{name}}(T* values)
            {
            {{body}}
            }
            }

            """,
            CudaPrelude.Version,
            [.. body.Split('\n').Select((_, i) => new CudaPlace(5 + i, "Kernels.cs", 30 + i))],
            Half);
        return new KernelDefinition(
            "App.Kernels." + name, unit, [CudaType.Of<float>()], [new KernelConstant("Width", "int")], maxThreads);
    }
}
