using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>The generated files of a routing or device struct.</summary>
internal static class StructHalf
{
    /// <summary>The file of the part that carries the attribute: the unit, the interfaces, and its CPU bodies.</summary>
    public static string WriteFirst(StructDeclaration type, PlaceFiles files) => HalfFile.Write(
        type.Parts[0].Scope,
        type.Routing is null ? " : global::Moe.Dsl.IDeviceType" : " : global::Moe.Dsl.IRouting",
        writer =>
        {
            UnitText.WriteProperty(
                writer, "public", "Cuda", $"{type.FullName} in CUDA C++.", "CudaText", type.Unit, files);
            writer.Blank()
                .Line($"global::Moe.Dsl.CudaType global::Moe.Dsl.IDeviceType.CudaType => {CudaType(type)};");
            if (type.Routing is { } routing)
                WriteRouting(writer, type, routing);
            foreach (string implementation in type.Implementations)
                writer.Blank().Line(implementation);
            WriteFunctions(writer, type.Parts[0]);
        });

    /// <summary>The file of another part: its CPU bodies.</summary>
    public static string WriteOther(StructPart part)
        => HalfFile.Write(part.Scope, bases: "", writer => WriteFunctions(writer, part));

    private static void WriteFunctions(CodeWriter writer, StructPart part)
    {
        foreach (var function in part.Functions)
        {
            writer.Blank();
            CpuFunctionText.Write(writer, function);
        }
    }

    private static void WriteRouting(CodeWriter writer, StructDeclaration type, RoutingModel routing)
    {
        const string Outside = "global::Moe.Dsl.KernelThread.Outside";
        string route = routing.Dispatch is null
            ? UnitText.Throw($"{type.FullName} has no [Dispatch] method.")
            : $"{routing.Dispatch}{KnownNames.CpuSuffix}({Outside}, choice)";
        string weigh = routing.Combine is null
            ? "value * weight"
            : $"{routing.Combine}{KnownNames.CpuSuffix}({Outside}, value, weight)";
        writer.Blank()
            .Line($"static bool global::Moe.Dsl.IRouting.HasCombine => {(routing.Combine is null ? "false" : "true")};")
            .Blank()
            .Line("global::Moe.Dsl.Destination global::Moe.Dsl.IRouting.Route(global::Moe.Dsl.Assignment choice)")
            .Continuation($"=> {route};")
            .Blank()
            .Line($"float global::Moe.Dsl.IRouting.Weigh(float value, float weight) => {weigh};");
    }

    private static string CudaType(StructDeclaration type)
    {
        if (type.TypeParameters.Count == 0)
            return $"new(\"{type.CudaName}\", Cuda)";
        var arguments = type.TypeParameters.Select(t => $"global::Moe.Dsl.CudaType.Of<{t}>()").ToList();

        // In parentheses, or the colons of global:: would begin a format.
        string names = string.Join(", ", arguments.Select(a => $"{{({a}.Name)}}"));
        string needs = string.Join(", ", arguments.Select(a => $".. {a}.Needs"));
        return $"new($\"{type.CudaName}<{names}>\", [{needs}, Cuda])";
    }
}
