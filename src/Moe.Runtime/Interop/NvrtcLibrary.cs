using System.Runtime.InteropServices;

namespace Moe.Runtime.Interop;

/// <summary>One loaded NVRTC. Several versions can be loaded side by side.</summary>
internal sealed unsafe class NvrtcLibrary : IDisposable
{
    public readonly delegate* unmanaged<int, byte*> GetErrorString;
    public readonly delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int> CreateProgram;
    public readonly delegate* unmanaged<nint*, int> DestroyProgram;
    public readonly delegate* unmanaged<nint, byte*, int> AddNameExpression;
    public readonly delegate* unmanaged<nint, int, byte**, int> CompileProgram;
    public readonly delegate* unmanaged<nint, nuint*, int> GetProgramLogSize;
    public readonly delegate* unmanaged<nint, byte*, int> GetProgramLog;
    public readonly delegate* unmanaged<nint, byte*, byte**, int> GetLoweredName;
    public readonly delegate* unmanaged<nint, nuint*, int> GetCubinSize;
    public readonly delegate* unmanaged<nint, byte*, int> GetCubin;
    public readonly delegate* unmanaged<nint, nuint*, int> GetPtxSize;
    public readonly delegate* unmanaged<nint, byte*, int> GetPtx;

    private readonly nint _builtins;

    /// <summary>Loads an NVRTC and the builtins that belong to it.</summary>
    /// <param name="path">A file, or a name for the loader to find.</param>
    /// <exception cref="DllNotFoundException">It, or its builtins, cannot be loaded.</exception>
    /// <exception cref="BadImageFormatException">It is for another kind of machine.</exception>
    /// <exception cref="EntryPointNotFoundException">It is older than 11.2.</exception>
    public NvrtcLibrary(string path)
    {
        Handle = NativeLibrary.Load(path);
        try
        {
            GetErrorString = (delegate* unmanaged<int, byte*>)Export("nvrtcGetErrorString");
            CreateProgram =
                (delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int>)Export("nvrtcCreateProgram");
            DestroyProgram = (delegate* unmanaged<nint*, int>)Export("nvrtcDestroyProgram");
            AddNameExpression = (delegate* unmanaged<nint, byte*, int>)Export("nvrtcAddNameExpression");
            CompileProgram = (delegate* unmanaged<nint, int, byte**, int>)Export("nvrtcCompileProgram");
            GetProgramLogSize = (delegate* unmanaged<nint, nuint*, int>)Export("nvrtcGetProgramLogSize");
            GetProgramLog = (delegate* unmanaged<nint, byte*, int>)Export("nvrtcGetProgramLog");
            GetLoweredName = (delegate* unmanaged<nint, byte*, byte**, int>)Export("nvrtcGetLoweredName");
            GetCubinSize = (delegate* unmanaged<nint, nuint*, int>)Export("nvrtcGetCUBINSize");
            GetCubin = (delegate* unmanaged<nint, byte*, int>)Export("nvrtcGetCUBIN");
            GetPtxSize = (delegate* unmanaged<nint, nuint*, int>)Export("nvrtcGetPTXSize");
            GetPtx = (delegate* unmanaged<nint, byte*, int>)Export("nvrtcGetPTX");
            Version = ReadVersion();
            Architectures = ReadArchitectures();
            _builtins = LoadBuiltins(path);
        }
        catch
        {
            NativeLibrary.Free(Handle);
            throw;
        }
    }

    /// <summary>The loaded library.</summary>
    public nint Handle { get; }

    /// <summary>Major and minor version.</summary>
    public Version Version { get; }

    /// <summary>The architectures it makes machine code for, such as 90, in rising order.</summary>
    public IReadOnlyList<int> Architectures { get; }

    /// <summary>Throws where a call other than a compilation failed.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="call">The function's name.</param>
    /// <exception cref="InvalidOperationException">The result is an error.</exception>
    public void Check(int result, string call)
    {
        if (result != 0)
            throw new InvalidOperationException($"{call} failed: {Describe(result)}.");
    }

    /// <summary>NVRTC's own name for a result, such as <c>NVRTC_ERROR_COMPILATION</c>.</summary>
    public string Describe(int result) => Marshal.PtrToStringUTF8((nint)GetErrorString(result)) ?? $"error {result}";

    /// <summary>Unloads it. No program of it may be in use.</summary>
    public void Dispose()
    {
        NativeLibrary.Free(Handle);
        NativeLibrary.Free(_builtins);
    }

    private nint Export(string name) => NativeLibrary.GetExport(Handle, name);

    private Version ReadVersion()
    {
        int major, minor;
        Check(((delegate* unmanaged<int*, int*, int>)Export("nvrtcVersion"))(&major, &minor), "nvrtcVersion");
        return new Version(major, minor);
    }

    private int[] ReadArchitectures()
    {
        int count;
        Check(
            ((delegate* unmanaged<int*, int>)Export("nvrtcGetNumSupportedArchs"))(&count),
            "nvrtcGetNumSupportedArchs");
        var architectures = new int[count];
        fixed (int* first = architectures)
        {
            Check(
                ((delegate* unmanaged<int*, int>)Export("nvrtcGetSupportedArchs"))(first), "nvrtcGetSupportedArchs");
        }

        return architectures;
    }

    // NVRTC opens its builtins by bare name, at the first compilation. Where both lie in a folder that the loader does
    // not search, that finds them only if they are loaded already.
    private nint LoadBuiltins(string path)
    {
        var name = NvrtcNames.Builtins(Version);
        var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        return NativeLibrary.Load(File.Exists(beside) ? Path.GetFullPath(beside) : name);
    }
}
