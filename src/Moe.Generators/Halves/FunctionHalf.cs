using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>The generated file of a kernel or of a class's device function.</summary>
internal static class FunctionHalf
{
    public static string Write(FunctionDeclaration function) => HalfFile.Write(function.Scope, bases: "", writer =>
    {
        if (function.Kernel is { } kernel)
        {
            LaunchText.WriteFactory(writer, function, kernel);
            LaunchText.WriteStruct(writer, function, kernel);
        }

        writer.Line("static partial class Units").Open();
        UnitText.WriteProperty(
            writer, function.Reach, function.UnitProperty, $"{function.Name} in CUDA C++.",
            $"{function.UnitProperty}Text", function.Unit);
        writer.Close().Blank();
        CpuFunctionText.Write(writer, function.Cpu);
    });
}
