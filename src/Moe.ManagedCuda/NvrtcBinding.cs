using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ManagedCuda.NVRTC;

namespace Moe.ManagedCuda;

/// <summary>Has ManagedCuda call the NVRTC that Moe found.</summary>
internal static class NvrtcBinding
{
    // What ManagedCuda 12 asks the loader for. An installed NVRTC often has a file of neither name: on Linux the
    // unversioned one belongs to the development package, on Windows the name is that of 12.x alone.
    private static readonly string Asked = OperatingSystem.IsWindows() ? "nvrtc64_120_0" : "libnvrtc.so";

    private static readonly Assembly Asking = typeof(CudaRuntimeCompiler).Assembly;

    /// <summary>Answers ManagedCuda with a library where the loader finds none itself.</summary>
    /// <param name="library">The library's handle. It stays loaded.</param>
    /// <param name="identity">What messages call it.</param>
    /// <exception cref="InvalidOperationException">The loader, or an earlier call, answers with another.</exception>
    public static void Bind(nint library, string identity)
    {
        nint Answer(Assembly assembly, string name) => assembly == Asking ? library : 0;

        var context = AssemblyLoadContext.GetLoadContext(Asking)!;
        context.ResolvingUnmanagedDll += Answer;

        // The loader is asked as ManagedCuda will ask it, since it does not come to us if it knows the name.
        NativeLibrary.TryLoad(Asked, Asking, DllImportSearchPath.SafeDirectories, out nint answered);
        if (answered == library)
            return;
        context.ResolvingUnmanagedDll -= Answer;
        throw new InvalidOperationException(
            $"Moe found {identity}, but ManagedCuda calls another NVRTC: the {Asked} that the loader finds, or one "
            + "chosen earlier in this process. Set MOE_NVRTC to that one's file, or load only one.");
    }
}
