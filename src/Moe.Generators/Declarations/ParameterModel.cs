using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>A parameter of a device method, as generated C# declares it.</summary>
/// <param name="Name">Its name, escaped where C# reserves it.</param>
/// <param name="Type">Its type's full name; of a span or rows type, its device twin's.</param>
/// <param name="Modifier"><c>ref</c>, <c>in</c> or <c>out</c> with a space behind it, or nothing.</param>
/// <param name="Default">Its default value, <c> = 1</c>, or nothing.</param>
/// <param name="Attributes">The attributes that say how a missing argument is made, or nothing.</param>
internal sealed record ParameterModel(
    string Name, string Type, string Modifier, string Default, string Attributes = "")
{
    /// <summary>Whether it is a span or rows.</summary>
    public bool IsMemory => DeviceTypes.IsTwin(Type);

    /// <summary>Its name where a body is handed it, to have a copy, or one for each thread, under its own name.</summary>
    public string GivenName => "__given_" + Name.TrimStart('@');

    /// <summary>The value of such a copy, which is of memory that nobody watches where the body is compiled for that.</summary>
    public string Copied => IsMemory ? $"{CpuBody.Watch}.IsOn ? {GivenName} : {GivenName}.Unwatched" : GivenName;

    /// <summary>As it is declared.</summary>
    public string Declaration => $"{Attributes}{Modifier}{Type} {Name}{Default}";

    /// <summary>As it is handed on.</summary>
    public string Argument => $"{Modifier}{Name}";
}
