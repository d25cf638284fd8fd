using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>The prelude's headers, each by itself, and what is generic in them.</summary>
[TestClass]
public class PreludeTests
{
    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void Every_header_compiles_by_itself_without_a_word(string architecture)
    {
        foreach (var header in typeof(CudaPrelude).Assembly.GetManifestResourceNames())
            Compile(architecture, "", CudaPrelude.Header(header));
    }

    [TestMethod]
    [DataRow("unsigned char")]
    [DataRow("moe::BFloat16")]
    [DataRow("float")]
    [DataRow("Pair")]
    [DataRow("double")]
    public void A_warp_shuffles_values_of_up_to_8_bytes(string type)
        => Compile(
            "sm_90",
            $$"""
            struct Pair { float A; int B; };
            __global__ void Use({{type}}* values)
            {
                values[0] = moe::Warp::Shuffle<{{type}}>(values[1], 3);
                values[0] = moe::Warp::ShuffleUp<{{type}}>(values[1], 3);
                values[0] = moe::Warp::ShuffleDown<{{type}}>(values[1], 3);
                values[0] = moe::Warp::ShuffleXor<{{type}}>(values[1], 3, 0xffffu);
            }

            """,
            CudaPrelude.Header("Warp.cuh"),
            CudaPrelude.Header("BFloat16.cuh"));

    [TestMethod]
    [DataRow("LoadHint::Cached", "StoreHint::Cached", "ld.global.v4.u32", "st.global.v4.u32")]
    [DataRow("LoadHint::Streaming", "StoreHint::Streaming", "ld.global.cs.v4.u32", "st.global.cs.v4.u32")]
    [DataRow("LoadHint::Global", "StoreHint::Global", "ld.global.cg.v4.u32", "st.global.cg.v4.u32")]
    [DataRow("LoadHint::ReadOnly", "StoreHint::Cached", "ld.global.nc.v4.u32", "st.global.v4.u32")]
    public void A_pack_is_one_load_and_one_store_with_its_hint(string load, string store, string loaded, string stored)
    {
        string ptx = PtxOf(
            "sm_90",
            $$"""
            extern "C" __global__ void Use(moe::Span<const moe::BFloat16> x, moe::Span<moe::BFloat16> y)
            {
                int i = (int)threadIdx.x * 8;
                moe::Singles<moe::BFloat16> values =
                    moe::Singles<moe::BFloat16>::FromPack(moe::Pack<moe::BFloat16>::Load(x, i, moe::{{load}}));
                for (int j = 0; j < moe::Pack<moe::BFloat16>::Length; j++)
                    values[j] *= 3;
                moe::Pack<moe::BFloat16>::Store(y, i, moe::Singles<moe::BFloat16>::ToPack(values), moe::{{store}});
            }

            """,
            CudaPrelude.Header("Pack.cuh"), CudaPrelude.Header("BFloat16.cuh"));

        var memory = ptx.Split('\n').Select(l => l.Trim().Split(' ', '\t')[0])
            .Where(w => w.StartsWith("ld.", StringComparison.Ordinal) || w.StartsWith("st.", StringComparison.Ordinal))
            .Where(w => !w.StartsWith("ld.param", StringComparison.Ordinal)).ToList();
        CollectionAssert.AreEqual(new[] { loaded, stored }, memory);
    }

    [TestMethod]
    public void Reductions_and_votes_of_a_mask_are_the_hardwares()
    {
        string ptx = PtxOf(
            "sm_80",
            """
            extern "C" __global__ void Use(int* x, unsigned int* y, unsigned int mask)
            {
                x[0] = moe::Warp::Sum(x[8], mask);
                x[1] = moe::Warp::Min(x[9], mask);
                x[2] = moe::Warp::Max(x[10], mask);
                y[0] = moe::Warp::Sum(y[8], mask);
                y[1] = moe::Warp::Min(y[9], mask);
                y[2] = moe::Warp::Max(y[10], mask);
                y[3] = moe::Warp::And(y[11], mask);
                y[4] = moe::Warp::Or(y[12], mask);
                y[5] = moe::Warp::Xor(y[13], mask);
                y[6] = moe::Warp::Ballot(moe::Warp::Any(x[0] > 0, mask) != moe::Warp::All(x[1] > 0, mask), mask);
                moe::Warp::Sync(mask);
                y[7] = moe::Warp::MatchAny(x[0], mask);
            }

            """,
            CudaPrelude.Header("Warp.cuh"));

        foreach (string instruction in (string[])
            ["add.s32", "min.s32", "max.s32", "add.u32", "min.u32", "max.u32", "and.b32", "or.b32", "xor.b32"])
        {
            bool isThere = ptx.Contains("redux.sync." + instruction, StringComparison.Ordinal)
                || instruction == "add.u32" && ptx.Split("redux.sync.add.s32").Length == 3;
            Assert.IsTrue(isThere, instruction + "\n" + ptx);
        }
    }

    [TestMethod]
    [DataRow("int")]
    [DataRow("unsigned int")]
    [DataRow("long long")]
    [DataRow("unsigned long long")]
    public void Atomic_operations_take_every_integer_and_scope(string type)
    {
        foreach (var (scope, name) in (IEnumerable<(string, string)>)[("Block", "cta"), ("Device", "gpu"), ("System", "sys")])
        {
            string ptx = PtxOf(
                "sm_80",
                $$"""
                extern "C" __global__ void Use({{type}}* x, {{type}}* y)
                {
                    moe::MemoryScope scope = moe::MemoryScope::{{scope}};
                    y[0] = moe::Atomic::Add(x[0], 1, scope);
                    y[1] = moe::Atomic::Min(x[1], 1, scope);
                    y[2] = moe::Atomic::Max(x[2], 1, scope);
                    y[3] = moe::Atomic::And(x[3], 1, scope);
                    y[4] = moe::Atomic::Or(x[4], 1, scope);
                    y[5] = moe::Atomic::Xor(x[5], 1, scope);
                    y[6] = moe::Atomic::Exchange(x[6], 1, scope);
                    y[7] = moe::Atomic::CompareExchange(x[7], 1, 2, scope);
                    moe::Fence(scope);
                    y[8] = moe::LoadAcquire(x[8], scope);
                    moe::StoreRelease(x[9], 1, scope);
                }

                """,
                CudaPrelude.Header("Atomic.cuh"), CudaPrelude.Header("Ordering.cuh"));

            int bits = type.Contains("long", StringComparison.Ordinal) ? 64 : 32;
            string sign = type.StartsWith("unsigned", StringComparison.Ordinal) ? "u" : "s";

            // CUDA's own functions leave the device's scope unsaid.
            string said = scope == "Device" ? "" : name + ".";
            string[] expected =
            [
                $"atom.global.{said}add.u{bits}", $"atom.global.{said}min.{sign}{bits}",
                $"atom.global.{said}max.{sign}{bits}", $"atom.global.{said}and.b{bits}", $"atom.global.{said}or.b{bits}",
                $"atom.global.{said}xor.b{bits}", $"atom.global.{said}exch.b{bits}", $"atom.global.{said}cas.b{bits}",
                $"membar.{name.Replace("gpu", "gl", StringComparison.Ordinal)}", $"ld.acquire.{name}.b{bits}",
                $"st.release.{name}.b{bits}",
            ];
            CollectionAssert.AreEqual(
                expected,
                expected.Where(i => ptx.Contains($"\t{i}", StringComparison.Ordinal)).ToArray(), $"{scope}\n{ptx}");
        }
    }

    [TestMethod]
    public void Atomic_operations_add_floating_point()
    {
        string ptx = PtxOf(
            "sm_80",
            """
            extern "C" __global__ void Use(float* x, double* y)
            {
                x[1] = moe::Atomic::Add(x[0], 1.0f, moe::MemoryScope::Block);
                y[1] = moe::Atomic::Add(y[0], 1.0);
                x[2] = moe::Atomic::Exchange(x[3], 1.0f);
            }

            """,
            CudaPrelude.Header("Atomic.cuh"));

        StringAssert.Contains(ptx, "atom.global.cta.add.f32");
        StringAssert.Contains(ptx, "atom.global.add.f64");
    }

    [TestMethod]
    [DataRow("Half", "Half.cuh", "sm_80", true)]
    [DataRow("Half", "Half.cuh", "sm_90", true)]
    [DataRow("Float8E4M3", "Float8.cuh", "sm_80", false)]
    [DataRow("Float8E4M3", "Float8.cuh", "sm_90", true)]
    [DataRow("Float8E5M2", "Float8.cuh", "sm_80", false)]
    [DataRow("Float8E5M2", "Float8.cuh", "sm_90", true)]
    public void Conversions_are_the_hardwares_where_it_has_them(
        string type, string header, string architecture, bool isHardware)
    {
        string ptx = PtxOf(
            architecture,
            $$"""
            extern "C" __global__ void Use(moe::{{type}}* values, float* singles)
            {
                values[1] = (moe::{{type}})singles[0];
                singles[1] = (float)values[0];
            }

            """,
            CudaPrelude.Header(header));

        Assert.AreEqual(isHardware, ptx.Contains(
            type switch
            {
                "Half" => "cvt.rn.f16.f32",
                "Float8E4M3" => "cvt.rn.satfinite.e4m3x2.f32",
                _ => "cvt.rn.satfinite.e5m2x2.f32",
            },
            StringComparison.Ordinal));
    }

    [TestMethod]
    public void An_architecture_that_is_too_old_is_refused_by_name()
    {
        var compiler = new KernelCompiler(NvrtcTest.Require(), new CubinCache(Path.GetTempPath()));

        var error = Assert.ThrowsExactly<NotSupportedException>(
            () => compiler.Compile(RouteKernels.OffsetsLaunch.Definition, [], "sm_75"));

        StringAssert.Contains(error.Message, "sm_80 and newer");
    }

    private static void Compile(string architecture, string text, params CudaUnit[] needs)
        => PtxOf(architecture, text, needs);

    /// <summary>The PTX of a text, which also becomes machine code without a word.</summary>
    private static string PtxOf(string architecture, string text, params CudaUnit[] needs)
    {
        var unit = new CudaUnit("test", text, CudaPrelude.Version, [], needs);
        var compiled = NvrtcTest.Require().Compile(new CudaSource
        {
            Program = CudaProgram.Link([unit]),
            FileName = "test.cu",
            NameExpressions = [],
            Architecture = architecture,
            WithPtx = true,
        });
        Assert.AreEqual("", compiled.Log, string.Join(", ", needs.Select(n => n.Name)));
        return compiled.Ptx!;
    }
}
