using Moe.Generators.Declarations;

namespace Moe.Generators.Halves;

/// <summary>The generated file of a class of kernels and device functions.</summary>
internal static class ClassHalf
{
    public static string Write(ClassDeclaration type) => HalfFile.Write(type.Scope, bases: "", writer =>
    {
        string reach = Reach(type.Members);
        writer.Line($"/// <summary>All of {type.Name.CSharp} in CUDA C++.</summary>")
            .Line($"{reach} static global::Moe.Dsl.CudaUnit Cuda {{ get; }} = new(")
            .Continuation($"{UnitText.Literal(type.Name.Cuda)},")
            .Continuation("\"\",")
            .Continuation($"{UnitText.PreludeVersion},")
            .Continuation("[],");
        for (int i = 0; i < type.Members.Count; i++)
            writer.Continuation($"Units.{type.Members[i].UnitProperty}{(i < type.Members.Count - 1 ? "," : ");")}");

        var kernels = type.Members.Where(m => m.IsKernel).ToList();
        if (kernels.Count > 0)
        {
            writer.Blank()
                .Line($"/// <summary>Makes launches of the kernels of {type.Name.CSharp}.</summary>")
                .Line($"{Reach(kernels)} static partial class Kernels;");
        }

        writer.Blank()
            .Line($"/// <summary>The kernels and device functions of {type.Name.CSharp} in CUDA C++, one by one.</summary>")
            .Line($"{reach} static partial class Units;");
    });

    private static string Reach(IEnumerable<ClassMember> members)
        => members.Any(m => m.Reach == "public") ? "public" : "internal";
}
