using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>The generated file of a kernel, or of a device function or property of a class.</summary>
internal static class FunctionHalf
{
    public static string Write(FunctionDeclaration function, PlaceFiles files) => HalfFile.Write(function.Scope, bases: "", writer =>
    {
        if (function.Kernel is { } kernel)
        {
            LaunchText.WriteFactory(writer, function, kernel);
            LaunchText.WriteStruct(writer, function, kernel);
        }

        writer.Line("static partial class Units").Open();
        UnitText.WriteProperty(
            writer, function.Reach, function.UnitProperty, $"{function.Name} in CUDA C++.",
            $"{function.UnitProperty}Text", function.Unit, files);
        writer.Close();
        if (function.Cpu is not { } cpu)
            return;
        writer.Blank();
        CpuFunctionText.Write(writer, cpu);
    });
}
