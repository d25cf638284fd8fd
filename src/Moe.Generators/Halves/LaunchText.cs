using Moe.Generators.Cpu;
using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>
/// Writes what launches a kernel: the factory in <c>Kernels</c>, and the struct that it makes. Of a kernel in error both
/// are there, and throw: its parameters may be of types that no launch can hold.
/// </summary>
internal static class LaunchText
{
    public static void WriteFactory(CodeWriter writer, FunctionDeclaration function, KernelModel kernel)
    {
        writer.Line("static partial class Kernels").Open()
            .Line($"/// <summary>Makes a launch of {function.Name}.</summary>")
            .Line($"{function.Reach} static {(kernel.IsUnsafe ? "unsafe " : "")}"
                + $"{StructName(function)}{Generics(kernel)} {function.Name}{Generics(kernel)}({Declared(kernel.Parameters)})");
        WriteConstraints(writer, kernel);
        string made = function.Unit.Unit is null
            ? UnitText.Throw(function.Unit.Problem)
            : $"new({Names(kernel.Parameters)})";
        writer.Continuation($"=> {made};").Close().Blank();
    }

    public static void WriteStruct(CodeWriter writer, FunctionDeclaration function, KernelModel kernel)
    {
        var arguments = kernel.Parameters.Except(kernel.Constants.Select(c => c.Parameter)).ToList();
        writer.Line($"/// <summary>A launch of {function.Name}.</summary>")
            .Line($"{function.Reach} readonly struct {StructName(function)}{Generics(kernel)} : global::Moe.Dsl.IKernelLaunch");
        WriteConstraints(writer, kernel);
        writer.Open();
        if (function.Unit.Unit is null)
        {
            WriteProblem(writer, UnitText.Throw(function.Unit.Problem));
            writer.Close().Blank();
            return;
        }

        WriteState(writer, function, kernel, arguments);
        WriteDefinition(writer, function, kernel, arguments);
        WriteArguments(writer, arguments);
        WriteConstants(writer, kernel);
        WriteRun(writer, function, kernel, arguments);
        if (arguments.Count > 0)
        {
            writer.Blank()
                .Line("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Sequential)]")
                .Line("private struct Arguments")
                .Open();
            foreach (var argument in arguments)
                writer.Line($"public {argument.Type} {argument.Name};");
            writer.Close();
        }

        writer.Close().Blank();
    }

    private static void WriteProblem(CodeWriter writer, string problem)
    {
        string[] members =
        [
            "static global::Moe.Dsl.KernelDefinition Definition",
            "static bool Synchronizes",
            "static int ArgumentBytes",
            "void WriteArguments(global::System.Span<byte> destination)",
            "void WriteConstants(global::System.Span<long> destination)",
            "global::Moe.Dsl.KernelTask Run(global::Moe.Dsl.KernelThread thread)",
        ];
        foreach (string member in members)
            writer.Line("/// <inheritdoc/>").Line($"public {member} => {problem};");
    }

    private static void WriteState(
        CodeWriter writer, FunctionDeclaration function, KernelModel kernel, List<ParameterModel> arguments)
    {
        if (kernel.Parameters.Count == 0)
            return;
        if (arguments.Count > 0)
            writer.Line("private readonly Arguments _arguments;");
        foreach (var constant in kernel.Constants)
            writer.Line($"private readonly {constant.Parameter.Type} {Field(constant)};");
        writer.Blank().Line($"internal {StructName(function)}({Declared(kernel.Parameters)})").Open();
        WriteNoAlias(writer, function, kernel);
        foreach (var argument in arguments)
            writer.Line($"_arguments.{argument.Name} = {argument.Name};");
        foreach (var constant in kernel.Constants)
            writer.Line($"{Field(constant)} = {constant.Parameter.Name};");
        writer.Close().Blank();
    }

    private static void WriteNoAlias(CodeWriter writer, FunctionDeclaration function, KernelModel kernel)
    {
        if (kernel.Memory.Count == 0)
            return;
        const string Type = "global::Moe.Dsl.ArgumentMemory";
        writer.Line($"{Type}.CheckNoAlias({UnitText.Literal($"{function.Class.CSharp}.{function.Name}")},")
            .Line("[");
        foreach (var memory in kernel.Memory)
        {
            string isNoAlias = memory.IsNoAlias ? "true" : "false";
            writer.Continuation(
                $"{Type}.Of({UnitText.Literal(memory.SourceName)}, {memory.Parameter.Name}, {isNoAlias}),");
        }

        writer.Line("]);");
    }

    private static void WriteDefinition(
        CodeWriter writer, FunctionDeclaration function, KernelModel kernel, List<ParameterModel> arguments)
    {
        var types = kernel.TypeParameters.Select(t => $"global::Moe.Dsl.CudaType.Of<{t}>()");
        var constants = kernel.Constants.Select(c => $"new({UnitText.Literal(c.SourceName)}, {UnitText.Literal(c.CudaType)})");
        writer.Line("/// <inheritdoc/>")
            .Line("public static global::Moe.Dsl.KernelDefinition Definition { get; } = new(")
            .Continuation($"{UnitText.Literal($"{function.Class.CSharp}.{function.Name}")},")
            .Continuation($"Units.{function.UnitProperty},")
            .Continuation($"[{string.Join(", ", types)}],")
            .Continuation($"[{string.Join(", ", constants)}],")
            .Continuation($"{kernel.MaxThreads});")
            .Blank()
            .Line("/// <inheritdoc/>")
            .Line($"public static bool Synchronizes => {(kernel.Waits ? "true" : "false")};")
            .Blank()
            .Line("/// <inheritdoc/>")
            .Line("public static int ArgumentBytes")
            .Open();
        if (arguments.Count == 0)
        {
            writer.Line("get => 0;");
        }
        else
        {
            writer.Line("get").Open()
                .Line("Arguments arguments = default;")
                .Line($"return global::Moe.Dsl.KernelArguments.Bytes(in arguments, in arguments.{arguments.Last().Name});")
                .Close();
        }

        writer.Close().Blank();
    }

    private static void WriteArguments(CodeWriter writer, List<ParameterModel> arguments)
    {
        writer.Line("/// <inheritdoc/>").Line("public void WriteArguments(global::System.Span<byte> destination)").Open();
        if (arguments.Count > 0)
            writer.Line("global::Moe.Dsl.KernelArguments.Write(in _arguments, destination);");
        writer.Close().Blank();
    }

    private static void WriteConstants(CodeWriter writer, KernelModel kernel)
    {
        writer.Line("/// <inheritdoc/>").Line("public void WriteConstants(global::System.Span<long> destination)").Open();
        for (int i = 0; i < kernel.Constants.Count; i++)
        {
            var constant = kernel.Constants[i];
            string value = constant.IsBool ? $"{Field(constant)} ? 1 : 0" : $"(long){Field(constant)}";
            writer.Line($"destination[{i}] = {value};");
        }

        writer.Close().Blank();
    }

    private static void WriteRun(
        CodeWriter writer, FunctionDeclaration function, KernelModel kernel, List<ParameterModel> arguments)
    {
        var values = kernel.Parameters.Select(p => arguments.Contains(p)
            ? $"_arguments.{p.Name}"
            : Field(kernel.Constants.First(c => c.Parameter == p)));
        string name = function.Name + KnownNames.CpuSuffix;
        writer.Line("/// <inheritdoc/>")
            .Line("public global::Moe.Dsl.KernelTask Run(global::Moe.Dsl.KernelThread thread)");
        if (kernel.Waits)
        {
            writer.Continuation($"=> {name}{Generics(kernel)}({string.Join(", ", values.Prepend("thread"))});");
            return;
        }

        writer.Open()
            .Line("RunRow<global::Moe.Dsl.Watched>(thread, thread.ThreadIdx.X, thread.ThreadIdx.X + 1);")
            .Line("return default;")
            .Close()
            .Blank()
            .Line("/// <inheritdoc/>")
            .Line($"public void RunRow<{CpuBody.Watch}>(global::Moe.Dsl.KernelThread thread, int first, int end)")
            .Continuation($"where {CpuBody.Watch} : struct, global::Moe.Dsl.IWatch");
        string ofRow = string.Join(", ", values.Prepend("end").Prepend("first").Prepend("thread"));
        string Call(string watch) => $"{name}<{string.Join(", ", kernel.TypeParameters.Append(watch))}>({ofRow});";
        if (function.Cpu!.Row!.Index is not { } index)
        {
            writer.Continuation($"=> {Call(CpuBody.Watch)}");
            return;
        }

        var inside = index.Spans.Select(span => $"thread.IsRowInside(end, _arguments.{span.Name}.Length)");
        writer.Open()
            .Line($"if ({string.Join(" && ", inside.Prepend($"!{CpuBody.Watch}.IsOn"))})")
            .Continuation(Call("global::Moe.Dsl.UnwatchedInside"))
            .Line("else")
            .Continuation(Call(CpuBody.Watch))
            .Close();
    }

    private static void WriteConstraints(CodeWriter writer, KernelModel kernel)
    {
        foreach (string constraint in kernel.Constraints)
            writer.Continuation(constraint);
    }

    private static string StructName(FunctionDeclaration function) => function.Name + "Launch";

    private static string Generics(KernelModel kernel)
        => kernel.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", kernel.TypeParameters)}>";

    private static string Declared(IEnumerable<ParameterModel> parameters)
        => string.Join(", ", parameters.Select(p => p.Declaration));

    private static string Names(IEnumerable<ParameterModel> parameters)
        => string.Join(", ", parameters.Select(p => p.Name));

    private static string Field(ConstantModel constant) => "_" + constant.SourceName;
}
