namespace Moe.Generators.Declarations;

/// <summary>A kernel, or a device function or property of a class: what its generated file is written from.</summary>
/// <param name="Scope">Where its members stand.</param>
/// <param name="Class">Its class.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Reach">The accessibility of what is generated for it.</param>
/// <param name="UnitProperty">The property of <c>Units</c> that holds its unit.</param>
/// <param name="File">What its file is called, behind its class's.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Cpu">Its CPU body; null for a property, which the CPU body of its user reads as it stands.</param>
/// <param name="Kernel">How it is launched; null for a device function.</param>
internal sealed record FunctionDeclaration(
    SourceScope Scope,
    ClassName Class,
    string Name,
    string Reach,
    string UnitProperty,
    string File,
    DeclaredUnit Unit,
    CpuFunction? Cpu,
    KernelModel? Kernel)
{
    /// <summary>What its class has to know of it.</summary>
    public ClassMember Member => new(
        Class, Scope with { Directives = EquatableArray<string>.Empty }, Reach, UnitProperty, Kernel is not null);
}

/// <summary>A class of kernels and device functions.</summary>
/// <param name="CSharp">Its C# name, such as <c>App.Activations</c>.</param>
/// <param name="Cuda">Its CUDA name, such as <c>App::Activations</c>.</param>
/// <param name="File">What its file is called.</param>
internal sealed record ClassName(string CSharp, string Cuda, string File);

/// <summary>What a class has to know of one of its kernels or device functions.</summary>
internal sealed record ClassMember(
    ClassName Class, SourceScope Scope, string Reach, string UnitProperty, bool IsKernel);
