using System.Runtime.InteropServices;
using System.Text;

namespace Moe.Runtime.Interop;

/// <summary>A source given to NVRTC, and what became of it.</summary>
internal sealed unsafe class NvrtcProgram : SafeHandle
{
    private readonly NvrtcLibrary _library;

    /// <param name="library">The NVRTC to compile with.</param>
    /// <param name="source">CUDA C++.</param>
    /// <param name="fileName">The name that its messages give the source.</param>
    public NvrtcProgram(NvrtcLibrary library, string source, string fileName)
        : base(0, ownsHandle: true)
    {
        _library = library;
        nint program;
        fixed (byte* text = Utf8(source), name = Utf8(fileName))
            library.Check(library.CreateProgram(&program, text, name, 0, null, null), "nvrtcCreateProgram");
        SetHandle(program);
    }

    private delegate int Fill(byte* buffer);

    public override bool IsInvalid => handle == 0;

    /// <summary>Asks for a template instance, or any function, before compiling.</summary>
    public void AddNameExpression(string expression)
    {
        fixed (byte* text = Utf8(expression))
            _library.Check(_library.AddNameExpression(handle, text), "nvrtcAddNameExpression");
    }

    /// <summary>Compiles; the log says why where it fails.</summary>
    /// <returns>Whether it compiled.</returns>
    public bool Compile(IEnumerable<string> options)
    {
        var texts = options.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            fixed (nint* first = texts)
                return _library.CompileProgram(handle, texts.Length, (byte**)first) == 0;
        }
        finally
        {
            foreach (var text in texts)
                Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>What the compiler said; empty if nothing.</summary>
    public string Log()
    {
        nuint size;
        _library.Check(_library.GetProgramLogSize(handle, &size), "nvrtcGetProgramLogSize");
        return Text(size, log => _library.GetProgramLog(handle, log), "nvrtcGetProgramLog");
    }

    /// <summary>The name in the machine code of something asked for by <see cref="AddNameExpression"/>.</summary>
    public string LoweredName(string expression)
    {
        byte* lowered;
        fixed (byte* text = Utf8(expression))
            _library.Check(_library.GetLoweredName(handle, text, &lowered), "nvrtcGetLoweredName");
        return Marshal.PtrToStringUTF8((nint)lowered)!;
    }

    /// <summary>Machine code; there is some only if the architecture was a real one (sm_).</summary>
    public byte[] Cubin()
    {
        nuint size;
        _library.Check(_library.GetCubinSize(handle, &size), "nvrtcGetCUBINSize");
        return Bytes(size, cubin => _library.GetCubin(handle, cubin), "nvrtcGetCUBIN");
    }

    /// <summary>PTX; there is some only if the architecture was a virtual one (compute_).</summary>
    public string Ptx()
    {
        nuint size;
        _library.Check(_library.GetPtxSize(handle, &size), "nvrtcGetPTXSize");
        return Text(size, ptx => _library.GetPtx(handle, ptx), "nvrtcGetPTX");
    }

    protected override bool ReleaseHandle()
    {
        nint program = handle;
        return _library.DestroyProgram(&program) == 0;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private string Text(nuint size, Fill fill, string call)
        => Encoding.UTF8.GetString(Bytes(size, fill, call)).TrimEnd('\0');

    private byte[] Bytes(nuint size, Fill fill, string call)
    {
        var bytes = new byte[checked((int)size)];
        fixed (byte* first = bytes)
            _library.Check(fill(first), call);
        return bytes;
    }
}
