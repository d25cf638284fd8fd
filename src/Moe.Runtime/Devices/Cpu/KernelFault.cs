using System.Diagnostics;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Turns what a CPU body threw into a <see cref="KernelException"/>.</summary>
internal static class KernelFault
{
    public static KernelException Describe(KernelDefinition kernel, CpuThread thread, Exception error)
    {
        var (file, line) = PlaceOf(error);
        string problem = error is MemoryAccessException ? error.Message : $"{error.GetType().Name}: {error.Message}";
        return new KernelException(
            KindOf(error), kernel.Name, thread.BlockIdx, thread.ThreadIdx, file, line, problem, error);
    }

    private static KernelErrorKind KindOf(Exception error) => error switch
    {
        MemoryAccessException => KernelErrorKind.Index,
        OverflowException => KernelErrorKind.Overflow,
        DivideByZeroException => KernelErrorKind.DivisionByZero,
        _ => KernelErrorKind.Exception,
    };

    // Where an index was checked, the call knew its line. Otherwise debug information knows it, if it is there: line
    // directives map a generated body to the author's source.
    private static (string File, int Line) PlaceOf(Exception error)
    {
        if (error is MemoryAccessException access)
            return (access.File, access.Line);

        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            bool isLanguage = frame.GetMethod()?.Module.Assembly == typeof(KernelThread).Assembly;
            if (!isLanguage && frame.GetFileName() is { } file)
                return (file, frame.GetFileLineNumber());
        }

        return ("", 0);
    }
}
