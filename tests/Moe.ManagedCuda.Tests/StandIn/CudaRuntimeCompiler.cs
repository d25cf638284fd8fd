using System.Runtime.InteropServices;
using System.Text;

namespace ManagedCuda.NVRTC;

/// <summary>
/// Stands for ManagedCuda's compiler: of its API what the adapter calls, over the NVRTC that the loader, or whoever
/// answers for it, gives for the unversioned name.
/// </summary>
public sealed class CudaRuntimeCompiler : IDisposable
{
    private nint _program;

    public CudaRuntimeCompiler(string source, string name)
        => Check(Nvrtc.CreateProgram(out _program, source, name, 0, 0, 0));

    public void AddNameExpression(string nameExpression) => Check(Nvrtc.AddNameExpression(_program, nameExpression));

    public void Compile(string[] options) => Check(Nvrtc.CompileProgram(_program, options.Length, options));

    // A zero more than the text, as NVRTC gives it, so that the adapter has one to take away.
    public string GetLogAsString() => Encoding.UTF8.GetString(Bytes(Nvrtc.GetProgramLogSize, Nvrtc.GetProgramLog));

    public string GetLoweredName(string nameExpression)
    {
        Check(Nvrtc.GetLoweredName(_program, nameExpression, out nint lowered));
        return Marshal.PtrToStringUTF8(lowered)!;
    }

    public byte[] GetCubin() => Bytes(Nvrtc.GetCubinSize, Nvrtc.GetCubin);

    public byte[] GetPTX() => Bytes(Nvrtc.GetPtxSize, Nvrtc.GetPtx);

    public void Dispose() => Check(Nvrtc.DestroyProgram(ref _program));

    private static void Check(int result)
    {
        if (result != 0)
            throw new NVRTCException(result);
    }

    private byte[] Bytes(Nvrtc.Size size, Nvrtc.Fill fill)
    {
        Check(size(_program, out nuint count));
        var bytes = new byte[count];
        Check(fill(_program, bytes));
        return bytes;
    }
}
