using System.Runtime.InteropServices;

namespace ManagedCuda.NVRTC;

/// <summary>The functions of NVRTC that the stand-in calls.</summary>
internal static partial class Nvrtc
{
    private const string Library = "libnvrtc.so";

    public delegate int Size(nint program, out nuint size);

    public delegate int Fill(nint program, byte[] buffer);

    [LibraryImport(Library, EntryPoint = "nvrtcCreateProgram", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateProgram(
        out nint program, string source, string name, int headers, nint headerTexts, nint headerNames);

    [LibraryImport(Library, EntryPoint = "nvrtcDestroyProgram")]
    public static partial int DestroyProgram(ref nint program);

    [LibraryImport(Library, EntryPoint = "nvrtcAddNameExpression", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddNameExpression(nint program, string expression);

    [LibraryImport(Library, EntryPoint = "nvrtcCompileProgram", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CompileProgram(nint program, int count, string[] options);

    [LibraryImport(Library, EntryPoint = "nvrtcGetLoweredName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetLoweredName(nint program, string expression, out nint lowered);

    [LibraryImport(Library, EntryPoint = "nvrtcGetProgramLogSize")]
    public static partial int GetProgramLogSize(nint program, out nuint size);

    [LibraryImport(Library, EntryPoint = "nvrtcGetProgramLog")]
    public static partial int GetProgramLog(nint program, byte[] log);

    [LibraryImport(Library, EntryPoint = "nvrtcGetCUBINSize")]
    public static partial int GetCubinSize(nint program, out nuint size);

    [LibraryImport(Library, EntryPoint = "nvrtcGetCUBIN")]
    public static partial int GetCubin(nint program, byte[] cubin);

    [LibraryImport(Library, EntryPoint = "nvrtcGetPTXSize")]
    public static partial int GetPtxSize(nint program, out nuint size);

    [LibraryImport(Library, EntryPoint = "nvrtcGetPTX")]
    public static partial int GetPtx(nint program, byte[] ptx);
}
